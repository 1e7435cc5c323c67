import type { Album } from './album.ts';
import { listAlbums } from './album-api.ts';
import { albumOfDownload } from './album-item.ts';
import { allDownloads, watchItems } from './item-store.ts';

/** The albums that there are to show. */
export interface AlbumShelf {
  /** Those of the API, in its order, and those on the device that it does not tell of now. */
  readonly albums: readonly Album[];
  /** Whether the API has told of its albums, or cannot be reached. */
  readonly list: 'loading' | 'known' | 'unreachable';
}

let told: readonly Album[] = [];
let list: AlbumShelf['list'] = 'loading';
const changes = new EventTarget();

/** The albums as they are known now. */
export function albumShelf(): AlbumShelf {
  const names = new Set(told.map(({ id }) => id));
  const kept = allDownloads().flatMap(({ id, metadata }) => albumOfDownload(id, metadata) ?? []);
  return { albums: [...told, ...kept.filter(({ id }) => !names.has(id))], list };
}

/** Calls back with the albums now, and when others are known, until the signal aborts. */
export function watchAlbums(signal: AbortSignal, listener: (shelf: AlbumShelf) => void): void {
  let shown = '';
  const changed = (): void => {
    const shelf = albumShelf();
    const key = `${shelf.list} ${shelf.albums.map(({ id }) => id).join(' ')}`;
    if (key === shown) return;
    shown = key;
    listener(shelf);
  };
  changes.addEventListener('change', changed, { signal });
  watchItems(signal, changed);
  changed();
}

/** Asks the API for its albums, now and when the network comes back. */
export async function followAlbums(): Promise<void> {
  addEventListener('online', () => {
    if (list === 'unreachable') void ask();
  });
  await ask();
}

async function ask(): Promise<void> {
  try {
    told = await listAlbums();
    list = 'known';
  } catch (error) {
    console.warn('The albums could not be listed.', error);
    list = 'unreachable';
  }
  changes.dispatchEvent(new Event('change'));
}
