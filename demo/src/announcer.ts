import { element, setText } from './dom.ts';

const region = element('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });

/** The live region; one for the whole document. */
export function announcer(): HTMLElement {
  return region;
}

/** Has a screen reader say something once it is done with what it is saying. */
export function announce(text: string): void {
  // Emptied first, the same sentence is heard again the second time.
  setText(region, '');
  setTimeout(() => setText(region, text), 50);
}
