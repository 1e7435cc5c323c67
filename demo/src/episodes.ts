/** What the weather does; it decides an episode's mode, instruments and cover. */
export type Weather = 'fog' | 'dawn' | 'rain' | 'wind' | 'snow' | 'storm';

/** One episode, as the app shows it and as its audio and cover are made. */
export interface Episode {
  /** Name in paths and file names: `/episodes/ep-1`, `media/ep-1.wav`. */
  readonly slug: `ep-${number}`;
  readonly title: string;
  readonly description: string;
  /** Seconds of audio. */
  readonly duration: number;
  /** Start of everything generated. */
  readonly seed: number;
  readonly weather: Weather;
}

/** Samples per second of the audio. */
export const SAMPLE_RATE = 22_050;

/** Bytes of an episode's audio file: a 44-byte header and 16-bit stereo samples. */
export function audioBytes(episode: Episode): number {
  return 44 + episode.duration * SAMPLE_RATE * 4;
}

/** All episodes, in the order of the shelf. */
export const EPISODES: readonly Episode[] = [
  {
    slug: 'ep-1',
    title: 'Fog over the estuary',
    description: 'Seven tape loops that never line up, drifting above one low, held chord.',
    duration: 58,
    seed: 1013,
    weather: 'fog',
  },
  {
    slug: 'ep-2',
    title: 'First light, salt flats',
    description: 'A slow major rise. Each bell waits for the one before it to fade.',
    duration: 48,
    seed: 2207,
    weather: 'dawn',
  },
  {
    slug: 'ep-3',
    title: 'Rain on the glasshouse',
    description: 'Struck glass on an irregular grid, with the rain itself as the rhythm section.',
    duration: 62,
    seed: 3301,
    weather: 'rain',
  },
  {
    slug: 'ep-4',
    title: 'North wind, stone pines',
    description: 'Filtered air and open fifths, leaning in and letting go every eleven seconds.',
    duration: 52,
    seed: 4409,
    weather: 'wind',
  },
  {
    slug: 'ep-5',
    title: 'Snow, no wind',
    description: 'The quietest one. Five notes, a long room, and plenty of space between them.',
    duration: 44,
    seed: 5519,
    weather: 'snow',
  },
  {
    slug: 'ep-6',
    title: 'After the storm',
    description: 'Dark strings clear into something like relief while the last thunder rolls away.',
    duration: 66,
    seed: 6607,
    weather: 'storm',
  },
];
