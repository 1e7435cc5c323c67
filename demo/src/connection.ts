import { element, setText } from './dom.ts';

/** Calls back with whether there is a network, now and at each change, until the signal aborts. */
export function watchConnection(signal: AbortSignal, listener: (online: boolean) => void): void {
  const changed = (): void => listener(navigator.onLine);
  for (const type of ['online', 'offline']) addEventListener(type, changed, { signal });
  changed();
}

/** A badge that says whether there is a network. */
export function connectionBadge(signal: AbortSignal): HTMLElement {
  const text = element('span');
  const badge = element(
    'p',
    { class: 'badge', role: 'status' },
    element('span', { class: 'badge-dot' }),
    text,
  );
  watchConnection(signal, (online) => {
    setText(text, online ? 'Online' : 'Offline');
    badge.dataset.connection = online ? 'online' : 'offline';
  });
  return badge;
}
