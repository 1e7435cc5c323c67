import { downloadOf, removeFiles, startItem } from './item-store.ts';
import type { AlbumItem, Item } from './items.ts';
import { filesOf } from './track-files.ts';

/** Fetches what is missing of an item; of an album, of those tracks that are wanted, by the URLs that are good now. */
export async function retryItem(item: Item): Promise<void> {
  await startItem(item, 'wish' in item ? await wantedTracks(item) : undefined);
}

/** Adds a track to those that are kept of an album. */
export async function keepTrack(item: AlbumItem, n: number): Promise<void> {
  await startItem(item, new Set([...((await wantedTracks(item)) ?? []), n]));
}

/** Takes a track off the device; the others stay. */
export async function dropTrack(item: AlbumItem, n: number): Promise<void> {
  const file = (await filesOf(downloadOf(item.id))).get(n);
  if (file) await removeFiles(item, [file.url]);
}

/** Undefined where all are: nothing is known of the album yet. */
async function wantedTracks(item: AlbumItem): Promise<ReadonlySet<number> | undefined> {
  const files = await filesOf(downloadOf(item.id));
  return files.size > 0 ? new Set(files.keys()) : undefined;
}
