import type { Weather } from '../src/episodes.ts';
import { createRandom, pick } from './random.ts';
import { SIDE, tag } from './svg.ts';

type Palette = readonly [paper: string, string, string, string];

/** Paper first, then inks. */
const PALETTES: Readonly<Record<Weather, Palette>> = {
  fog: ['#e9e4d4', '#1d4a57', '#7fa5ab', '#d9754f'],
  dawn: ['#f6e3c8', '#c8553d', '#f2a65a', '#3e3f6c'],
  rain: ['#dfeae2', '#123c3a', '#4f9c84', '#e2b13c'],
  wind: ['#f4e6c6', '#7a4a2a', '#d99a4e', '#2f6650'],
  snow: ['#eef3f8', '#24405f', '#8fb0d3', '#d9665b'],
  storm: ['#e6e0f0', '#241d45', '#6a5fae', '#f6c453'],
};

const COLUMNS = 4;
/** Paper around each tile: without it scaling leaves a seam now and then. */
const GAP = 3;

/** Draws an album's sleeve: a square SVG document of quarter discs, the same for the same seed and weather. */
export function drawSleeve({ seed, weather }: { seed: number; weather: Weather }): string {
  const random = createRandom(seed);
  const [paper, ...inks] = PALETTES[weather];
  const pitch = SIDE / COLUMNS;
  const size = pitch - 2 * GAP;
  let shapes = tag('rect', { width: SIDE, height: SIDE, fill: paper });
  for (let place = 0; place < COLUMNS * COLUMNS; place++) {
    const [x, y] = [place % COLUMNS, Math.floor(place / COLUMNS)].map((tile) => tile * pitch + GAP) as [
      number,
      number,
    ];
    const turn = pick(random, [0, 90, 180, 270]);
    const ink = pick(random, inks as [string, ...string[]]);
    const [outer, middle, inner] = [size, size * 0.66, size * 0.33];
    const d =
      `M${middle} 0H${outer}A${outer} ${outer} 0 0 1 0 ${outer}V${middle}A${middle} ${middle} 0 0 0 ${middle} 0Z` +
      `M0 0H${inner}A${inner} ${inner} 0 0 1 0 ${inner}Z`;
    const transform = `translate(${x + size / 2} ${y + size / 2}) rotate(${turn}) translate(${-size / 2} ${-size / 2})`;
    // Every fifth is a plain square, for the eye to rest on.
    const isPlain = random() < 0.2;
    shapes += isPlain
      ? tag('rect', { x, y, width: size, height: size, fill: ink })
      : tag('path', { d, fill: ink, transform });
  }
  return `${tag(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${SIDE} ${SIDE}`, width: SIDE, height: SIDE },
    shapes,
  )}\n`;
}
