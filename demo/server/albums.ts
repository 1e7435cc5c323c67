import type { Weather } from '../src/episodes.ts';

/** A track as the library keeps it. */
export interface TrackSource {
  readonly title: string;
  /** Seconds. */
  readonly duration: number;
}

/** An album as the library keeps it. The app knows of none until the API tells. */
export interface AlbumSource {
  /** Its name in URLs. */
  readonly id: string;
  readonly name: string;
  readonly artist: string;
  readonly year: number;
  /** What its music and its cover are made of. */
  readonly weather: Weather;
  readonly seed: number;
  readonly tracks: readonly TrackSource[];
}

/** Start of what is generated of a track; `n` counts from 1. */
export function trackSeed({ seed }: AlbumSource, n: number): number {
  return seed + 97 * n;
}

/** All albums, in the order of the shelf. */
export const ALBUMS: readonly AlbumSource[] = [
  {
    id: 'tide-tables',
    name: 'Tide Tables',
    artist: 'The Harbour Clock',
    year: 2019,
    weather: 'fog',
    seed: 7013,
    tracks: [
      { title: 'Slack water', duration: 18 },
      { title: 'Springs', duration: 16 },
      { title: 'The bar at low ebb', duration: 20 },
      { title: 'Neaps', duration: 17 },
    ],
  },
  {
    id: 'field-notes',
    name: 'Field Notes, Uncorrected',
    artist: 'Ada Lindqvist',
    year: 2022,
    weather: 'dawn',
    seed: 8111,
    tracks: [
      { title: 'Lark, too close', duration: 16 },
      { title: 'Fence wire in E', duration: 19 },
      { title: 'What the dog heard', duration: 15 },
    ],
  },
  {
    id: 'weather-ship',
    name: 'Weather Ship M',
    artist: 'Polarfront',
    year: 2010,
    weather: 'storm',
    seed: 9203,
    tracks: [
      { title: '66° North', duration: 17 },
      { title: 'Balloon at midnight', duration: 15 },
      { title: 'Force ten', duration: 18 },
      { title: 'Coffee, then pressure', duration: 14 },
      { title: 'Relieved', duration: 16 },
    ],
  },
];
