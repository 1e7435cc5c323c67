import { appUrl } from './base.ts';
import { element } from './dom.ts';
import type { Episode } from './episodes.ts';

/** An episode's cover; the colours of its weather where the picture is out of reach. */
export function coverImage(episode: Episode): HTMLElement {
  const image = element('img', {
    src: appUrl(`media/${episode.slug}.svg`),
    alt: '',
    width: 640,
    height: 640,
    decoding: 'async',
  });
  image.addEventListener('error', () => image.remove());
  const frame = element('span', { class: 'cover', 'data-weather': episode.weather }, image);
  frame.style.viewTransitionName = `cover-${episode.slug}`;
  return frame;
}
