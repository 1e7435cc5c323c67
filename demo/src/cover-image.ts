import { element } from './dom.ts';
import type { Weather } from './episodes.ts';

/** What a cover is shown of. */
export interface Cover {
  /** Its URL. */
  readonly src: string;
  /** Another URL, where the first has no answer. */
  readonly spare?: string;
  readonly weather: Weather;
  /** Names it among all covers of the document. */
  readonly name: string;
}

/** A cover; the colours of its weather where the picture is out of reach. */
export function coverImage({ src, spare, weather, name }: Cover): HTMLElement {
  const image = element('img', { src, alt: '', width: 640, height: 640, decoding: 'async' });
  image.addEventListener('error', () => {
    if (spare !== undefined && image.src !== spare) image.src = spare;
    else image.remove();
  });
  const frame = element('span', { class: 'cover', 'data-weather': weather }, image);
  frame.style.viewTransitionName = `cover-${name}`;
  return frame;
}
