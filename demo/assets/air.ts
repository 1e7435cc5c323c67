import { SAMPLE_RATE } from '../src/episodes.ts';
import type { Climate } from './climate.ts';
import { between, type Random } from './random.ts';
import { panGains, type Stereo } from './stereo.ts';

/** Adds the weather itself: a bed of noise that swells and turns, and single drops. */
export function addAir(random: Random, climate: Climate, out: Stereo): void {
  for (const channel of [out.left, out.right]) addBed(random, climate, channel);
  const drops = Math.round((climate.drops * out.left.length) / SAMPLE_RATE);
  for (let i = 0; i < drops; i++) addDrop(random, out);
}

function addBed(random: Random, climate: Climate, channel: Float32Array): void {
  const { level, centre, swell } = climate.air;
  // Two swells of unrelated length never repeat within an episode.
  const slow = (2 * Math.PI) / (between(random, 10, 12) * SAMPLE_RATE);
  const quick = (2 * Math.PI) / (between(random, 3.5, 5) * SAMPLE_RATE);
  const offset = between(random, 0, 6);
  let low = 0;
  let band = 0;
  let swelling = 0;
  for (let i = 0; i < channel.length; i++) {
    // The swell moves too slowly to be computed for every sample.
    if (i % 64 === 0) {
      swelling = 0.5 + 0.35 * Math.sin(slow * i + offset) + 0.15 * Math.sin(quick * i + offset * 2);
    }
    // Beyond 1 the filter would no longer be stable.
    const cutoff = Math.min(1, (2 * Math.PI * centre * (0.6 + 0.8 * swelling)) / SAMPLE_RATE);
    const high = random() * 2 - 1 - low - band * 0.9;
    band += cutoff * high;
    low += cutoff * band;
    channel[i] = (channel[i] ?? 0) + band * level * (1 - swell + swell * swelling * swelling * 1.6);
  }
}

function addDrop(random: Random, out: Stereo): void {
  const [leftGain, rightGain] = panGains(between(random, -1, 1));
  const first = Math.floor(random() * (out.left.length - SAMPLE_RATE));
  const level = 0.035 * random() ** 2;
  const step = (2 * Math.PI * between(random, 1200, 4800)) / SAMPLE_RATE;
  const fade = between(random, 0.006, 0.02) * SAMPLE_RATE;
  for (let i = 0; i < fade * 5; i++) {
    const sample = level * Math.exp(-i / fade) * Math.sin(step * i * (1 + i / (fade * 40)));
    out.left[first + i] = (out.left[first + i] ?? 0) + sample * leftGain;
    out.right[first + i] = (out.right[first + i] ?? 0) + sample * rightGain;
  }
}
