import type { Episode } from '../src/episodes.ts';
import { MOTIFS } from './motifs.ts';
import { createRandom } from './random.ts';
import { SIDE, tag } from './svg.ts';

/** Draws an episode's cover: a square SVG document, the same for the same seed and weather. */
export function drawCover(episode: Pick<Episode, 'seed' | 'weather'>): string {
  const { defs, shapes } = MOTIFS[episode.weather](createRandom(episode.seed));
  const background = tag('rect', { width: SIDE, height: SIDE, fill: 'url(#sky)' });
  return `${tag(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${SIDE} ${SIDE}`, width: SIDE, height: SIDE },
    tag('defs', {}, defs) + background + shapes,
  )}\n`;
}
