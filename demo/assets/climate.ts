import type { Weather } from '../src/episodes.ts';

/** How one kind of weather sounds. */
export interface Climate {
  /** Semitones above the root, one octave. */
  readonly scale: readonly number[];
  /** MIDI notes the root may be. */
  readonly roots: readonly [number, ...number[]];
  /** Seconds one chord lasts. */
  readonly chordLength: number;
  /** Strength of the pad's partials, from the fundamental up. */
  readonly partials: readonly number[];
  /** Number of bell loops. */
  readonly loops: number;
  /** Shortest and longest loop, in seconds. */
  readonly period: readonly [number, number];
  /** Seconds a bell takes to fade to a third. */
  readonly ring: number;
  /** Frequency of the bell's second partial over its first. */
  readonly glass: number;
  /** Bed of filtered noise: loudness, centre in hertz, how much it swells. */
  readonly air: { readonly level: number; readonly centre: number; readonly swell: number };
  /** Drops per second. */
  readonly drops: number;
}

/** The sound of each kind of weather. */
export const CLIMATES: Readonly<Record<Weather, Climate>> = {
  fog: {
    scale: [0, 2, 3, 5, 7, 9, 10],
    roots: [45, 47],
    chordLength: 14,
    partials: [1, 0.35, 0.22, 0.08, 0.05],
    loops: 7,
    period: [9, 17],
    ring: 1.6,
    glass: 2.0,
    air: { level: 0.022, centre: 320, swell: 0.6 },
    drops: 0,
  },
  dawn: {
    scale: [0, 2, 4, 7, 9, 11],
    roots: [48, 50],
    chordLength: 9,
    partials: [1, 0.5, 0.3, 0.22, 0.1, 0.08, 0.05],
    loops: 6,
    period: [4.5, 9.5],
    ring: 1.2,
    glass: 3.0,
    air: { level: 0.01, centre: 1400, swell: 0.8 },
    drops: 0,
  },
  rain: {
    scale: [0, 2, 3, 7, 8],
    roots: [50, 52],
    chordLength: 11,
    partials: [1, 0.25, 0.3, 0.05, 0.1],
    loops: 10,
    period: [2.2, 6.5],
    ring: 0.45,
    glass: 2.76,
    air: { level: 0.03, centre: 2600, swell: 0.35 },
    drops: 26,
  },
  wind: {
    scale: [0, 2, 5, 7, 10],
    roots: [43, 45],
    chordLength: 11,
    partials: [1, 0.1, 0.4, 0.06, 0.18, 0.03, 0.09],
    loops: 3,
    period: [7, 13],
    ring: 1.1,
    glass: 2.0,
    air: { level: 0.12, centre: 620, swell: 0.95 },
    drops: 0,
  },
  snow: {
    scale: [0, 2, 4, 7, 9],
    roots: [53, 55],
    chordLength: 13,
    partials: [1, 0.12, 0.06],
    loops: 5,
    period: [5, 12],
    ring: 2.2,
    glass: 4.0,
    air: { level: 0.006, centre: 2900, swell: 0.5 },
    drops: 0,
  },
  storm: {
    scale: [0, 2, 3, 5, 7, 8, 10],
    roots: [40, 41],
    chordLength: 10,
    partials: [1, 0.6, 0.42, 0.3, 0.2, 0.14, 0.1, 0.06],
    loops: 5,
    period: [5, 11],
    ring: 0.9,
    glass: 2.4,
    air: { level: 0.09, centre: 110, swell: 0.9 },
    drops: 5,
  },
};
