import type { AlbumMetadata } from './album.ts';
import type { AlbumRequest } from './album-wish.ts';
import { audioBytes, EPISODES, type Episode } from './episodes.ts';

/** Something that can be kept on the device, and whose files the build knows. */
export interface BuiltItem {
  /** Name of its download, as its route in the bundler's config makes it. */
  readonly id: 'python' | `episode/${Episode['slug']}`;
  readonly title: string;
  /** Bytes it will take, about. */
  readonly bytes: number;
}

/** Something whose files the API knows. */
export interface AlbumItem extends Omit<BuiltItem, 'id'> {
  readonly id: `album/${string}`;
  /** Asks the API what to fetch now. */
  wish(tracks?: ReadonlySet<number>): Promise<{ requests: AlbumRequest[]; metadata: AlbumMetadata }>;
}

/** Anything that can be kept on the device. */
export type Item = BuiltItem | AlbumItem;

/** Name of any download of this app. */
export type ItemId = Item['id'];

/** Python itself, with its standard library. */
export const PYTHON: BuiltItem = { id: 'python', title: 'Python, offline', bytes: 13_500_000 };

/** The download of an episode: its audio and its cover. */
export function episodeItem(episode: Episode): BuiltItem {
  return { id: `episode/${episode.slug}`, title: episode.title, bytes: audioBytes(episode) };
}

/** Everything that the build knows of and the app can keep. */
export const BUILT_ITEMS: readonly BuiltItem[] = [...EPISODES.map(episodeItem), PYTHON];
