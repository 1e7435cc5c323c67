import { type Album, type AlbumMetadata, keptAlbum } from './album.ts';
import { loadAlbum } from './album-api.ts';
import { metadataOf, requestsOf } from './album-wish.ts';
import type { AlbumItem } from './items.ts';

/** The download of an album: its tracks, or some of them, and its cover. */
export function albumItem({ id, name, bytes }: Pick<Album, 'id' | 'name' | 'bytes'>): AlbumItem {
  return {
    id: `album/${id}`,
    title: name,
    bytes,
    async wish(tracks) {
      const album = await loadAlbum(id);
      return { requests: requestsOf(album, tracks), metadata: metadataOf(album) };
    },
  };
}

/** The album that a download is of; undefined for another, and for one that tells nothing. */
export function albumOfDownload(id: string, metadata: unknown): Album | undefined {
  const [, album] = /^album\/(.+)$/.exec(id) ?? [];
  return album === undefined || metadata === undefined
    ? undefined
    : keptAlbum(album, metadata as AlbumMetadata);
}
