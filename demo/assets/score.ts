import type { Climate } from './climate.ts';
import { between, pick, type Random } from './random.ts';

/** One note of the score. */
export interface Note {
  readonly voice: 'pad' | 'bass' | 'bell';
  /** Seconds from the start. */
  readonly start: number;
  /** Seconds it is held; a bell rings as long as it likes. */
  readonly length: number;
  /** Hertz. */
  readonly frequency: number;
  /** Loudness from 0 to 1. */
  readonly level: number;
  /** −1 is left, 1 is right. */
  readonly pan: number;
}

/**
 * Writes the notes of a piece: chords that move one scale step at a time, and bells on loops whose lengths share no
 * common beat, so that they never meet in the same way twice.
 */
export function writeScore(random: Random, climate: Climate, duration: number): Note[] {
  const root = pick(random, climate.roots);
  const notes = [...chords(random, climate, root, duration), ...bells(random, climate, root, duration)];
  return notes.sort((a, b) => a.start - b.start);
}

function chords(random: Random, climate: Climate, root: number, duration: number): Note[] {
  const notes: Note[] = [];
  let degree = 0;
  for (let start = 0; start < duration - 4; start += climate.chordLength) {
    // The chords overlap by half their length; the ear hears one slow change.
    const length = Math.min(climate.chordLength * 1.5, duration - start);
    const ending = start + climate.chordLength >= duration - 4;
    if (ending) degree = 0;
    notes.push({
      voice: 'bass',
      start,
      length,
      frequency: pitch(climate, root - 12, degree),
      level: 0.36,
      pan: 0,
    });
    for (const [index, step] of [0, 2, 4, 7].entries()) {
      notes.push({
        voice: 'pad',
        start: start + index * between(random, 0.15, 0.6),
        length,
        frequency: pitch(climate, root, degree + step),
        level: 0.3 - index * 0.04,
        pan: (index % 2 === 0 ? -1 : 1) * between(random, 0.15, 0.6),
      });
    }
    degree += pick(random, [-3, -2, -1, 1, 2, 3]);
    if (Math.abs(degree) > 4) degree = -Math.sign(degree);
  }
  return notes;
}

function bells(random: Random, climate: Climate, root: number, duration: number): Note[] {
  const notes: Note[] = [];
  for (let loop = 0; loop < climate.loops; loop++) {
    const period = between(random, climate.period[0], climate.period[1]);
    const frequency = pitch(climate, root + 12, Math.floor(between(random, 0, climate.scale.length * 2)));
    const pan = between(random, -0.8, 0.8);
    const last = duration - climate.ring * 2.5;
    for (let start = between(random, 0.4, period); start < last; start += period) {
      // A few passes are left out, so that even one loop breathes.
      const heard = random() > 0.14;
      const level = between(random, 0.1, 0.26);
      if (heard) notes.push({ voice: 'bell', start, length: climate.ring, frequency, level, pan });
    }
  }
  return notes;
}

/** Hertz of a scale degree over a MIDI root; degrees go on through the octaves, both ways. */
function pitch(climate: Climate, root: number, degree: number): number {
  const size = climate.scale.length;
  const octave = Math.floor(degree / size);
  const semitone = climate.scale[degree - octave * size] ?? 0;
  return 440 * 2 ** ((root + semitone + octave * 12 - 69) / 12);
}
