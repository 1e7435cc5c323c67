import { SAMPLE_RATE } from '../src/episodes.ts';
import type { Climate } from './climate.ts';
import type { Note } from './score.ts';
import { panGains, type Stereo } from './stereo.ts';

const TABLE_SIZE = 4096;

/** One cycle of a sum of partials, with its first sample again at the end for interpolation. */
function createTable(partials: readonly number[]): Float32Array {
  const table = new Float32Array(TABLE_SIZE + 1);
  const total = partials.reduce((sum, partial) => sum + partial, 0);
  for (let i = 0; i <= TABLE_SIZE; i++) {
    let sample = 0;
    for (const [index, partial] of partials.entries()) {
      sample += (partial / total) * Math.sin((2 * Math.PI * (index + 1) * i) / TABLE_SIZE);
    }
    table[i] = sample;
  }
  return table;
}

/** Plays notes with the instruments of a climate. */
export function createVoices(climate: Climate): (note: Note, out: Stereo) => void {
  const sine = createTable([1]);
  const pad = createTable(climate.partials);
  const bass = createTable([1, 0.3, 0.08]);
  return (note, out) => {
    if (note.voice === 'bell') return strike(note, out, sine, climate.glass);
    const table = note.voice === 'pad' ? pad : bass;
    // Two strings a few cents apart, on either side of the note's place, make it wide and slow.
    const cents = note.voice === 'pad' ? 0.0015 : 0.0006;
    hold(note, out, table, 1 - cents, -0.25);
    hold(note, out, table, 1 + cents, 0.25);
  };
}

function hold(note: Note, out: Stereo, table: Float32Array, detune: number, spread: number): void {
  const [leftGain, rightGain] = panGains(Math.max(-1, Math.min(1, note.pan + spread)));
  const first = Math.round(note.start * SAMPLE_RATE);
  const length = Math.min(Math.round(note.length * SAMPLE_RATE), out.left.length - first);
  const step = (note.frequency * detune * TABLE_SIZE) / SAMPLE_RATE;
  const attack = Math.min(length / 2.5, 3.5 * SAMPLE_RATE);
  const sway = (2 * Math.PI * (0.07 + (note.frequency % 7) * 0.01)) / SAMPLE_RATE;
  let phase = (note.frequency * 37) % TABLE_SIZE;
  for (let i = 0; i < length; i++) {
    const index = phase | 0;
    const low = table[index] ?? 0;
    const sample = low + ((table[index + 1] ?? 0) - low) * (phase - index);
    phase += step;
    if (phase >= TABLE_SIZE) phase -= TABLE_SIZE;
    const edge = Math.min(1, i / attack, (2.5 * (length - i)) / length);
    const level = note.level * edge * edge * (0.8 + 0.2 * Math.sin(sway * i));
    out.left[first + i] = (out.left[first + i] ?? 0) + sample * level * leftGain;
    out.right[first + i] = (out.right[first + i] ?? 0) + sample * level * rightGain;
  }
}

function strike(note: Note, out: Stereo, sine: Float32Array, glass: number): void {
  const [leftGain, rightGain] = panGains(note.pan);
  const first = Math.round(note.start * SAMPLE_RATE);
  const length = Math.min(Math.round(note.length * 6 * SAMPLE_RATE), out.left.length - first);
  const attack = 0.006 * SAMPLE_RATE;
  for (const [ratio, level, ring] of [
    [1, 1, 1],
    [glass, 0.32, 0.45],
    [glass * 2.1, 0.1, 0.16],
  ] as const) {
    const step = (note.frequency * ratio * TABLE_SIZE) / SAMPLE_RATE;
    // A partial above half the sample rate would fold back as a wrong note.
    if (step > TABLE_SIZE * 0.45) continue;
    const fade = Math.exp(-1 / (note.length * ring * SAMPLE_RATE));
    let loudness = note.level * level;
    let phase = 0;
    for (let i = 0; i < length && loudness > 1e-5; i++) {
      const sample = (sine[phase | 0] ?? 0) * loudness * Math.min(1, i / attack);
      phase = (phase + step) % TABLE_SIZE;
      loudness *= fade;
      out.left[first + i] = (out.left[first + i] ?? 0) + sample * leftGain;
      out.right[first + i] = (out.right[first + i] ?? 0) + sample * rightGain;
    }
  }
}
