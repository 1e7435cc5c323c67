import { SAMPLE_RATE } from '../src/episodes.ts';
import type { Stereo } from './stereo.ts';

/** Lengths of the delay lines in samples: prime, so that their echoes fall between each other's. */
const LINES = [1031, 1327, 1523, 1871] as const;

/**
 * Adds a large, soft room: four delay lines fed back into each other through an orthogonal matrix, each losing its
 * treble a little more on every turn.
 *
 * @param seconds time the echo takes to fall by 60 dB.
 * @param wet loudness of the room beside the dry sound.
 */
export function addRoom({ left, right }: Stereo, seconds: number, wet: number): void {
  const [a, b, c, d] = LINES.map((length) => new Float32Array(length)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const [gainA, gainB, gainC, gainD] = LINES.map(
    (length) => 10 ** ((-3 * length) / SAMPLE_RATE / seconds),
  ) as [number, number, number, number];
  let [ia, ib, ic, id] = [0, 0, 0, 0];
  let [softA, softB, softC, softD] = [0, 0, 0, 0];
  for (let i = 0; i < left.length; i++) {
    softA += ((a[ia] ?? 0) * gainA - softA) * 0.5;
    softB += ((b[ib] ?? 0) * gainB - softB) * 0.5;
    softC += ((c[ic] ?? 0) * gainC - softC) * 0.5;
    softD += ((d[id] ?? 0) * gainD - softD) * 0.5;
    const dryLeft = left[i] ?? 0;
    const dryRight = right[i] ?? 0;
    a[ia] = (softA + softB + softC + softD) * 0.5 + dryLeft;
    b[ib] = (softA - softB + softC - softD) * 0.5 + dryRight;
    c[ic] = (softA + softB - softC - softD) * 0.5 + dryRight;
    d[id] = (softA - softB - softC + softD) * 0.5 + dryLeft;
    if (++ia === LINES[0]) ia = 0;
    if (++ib === LINES[1]) ib = 0;
    if (++ic === LINES[2]) ic = 0;
    if (++id === LINES[3]) id = 0;
    left[i] = dryLeft + (softA + softC) * wet;
    right[i] = dryRight + (softB + softD) * wet;
  }
}
