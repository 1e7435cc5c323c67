import { audioBytes, EPISODES, type Episode } from './episodes.ts';

/** Name of a download, as its route in the bundler configuration makes it. */
export type ItemId = 'python' | `episode/${Episode['slug']}`;

/** Something that can be kept on the device. */
export interface Item {
  readonly id: ItemId;
  readonly title: string;
  /** Bytes it will take, about. */
  readonly bytes: number;
}

/** Python itself, with its standard library. */
export const PYTHON: Item = { id: 'python', title: 'Python, offline', bytes: 13_500_000 };

/** The download of an episode: its audio and its cover. */
export function episodeItem(episode: Episode): Item {
  return { id: `episode/${episode.slug}`, title: episode.title, bytes: audioBytes(episode) };
}

/** Everything the app can keep. */
export const ITEMS: readonly Item[] = [...EPISODES.map(episodeItem), PYTHON];
