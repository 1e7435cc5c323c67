import { type AlbumMetadata, keptAt, trackFile } from './album.ts';
import type { ApiAlbum } from './album-api.ts';

/** A request for a file of an album. */
export interface AlbumRequest {
  url: string;
  as: string;
  size?: number;
  revision?: string;
}

/** What a download of an album, or of some of its tracks, consists of. */
export function requestsOf(
  { id, cover, coverBytes, tracks }: ApiAlbum,
  wanted?: ReadonlySet<number>,
): AlbumRequest[] {
  const kept = tracks.filter(({ n }) => !wanted || wanted.has(n));
  return [
    // A cover never changes here; without a revision it is fetched once.
    { url: cover, as: keptAt(id, 'cover.svg'), size: coverBytes },
    ...kept.map(({ n, url, bytes, revision }) => ({
      url,
      as: keptAt(id, trackFile(n)),
      size: bytes,
      revision,
    })),
  ];
}

/** What is kept with it. */
export function metadataOf({ id, name, artist, year, weather, tracks }: ApiAlbum): AlbumMetadata {
  return {
    name,
    artist,
    year,
    weather,
    cover: keptAt(id, 'cover.svg'),
    tracks: tracks.map(({ n, title, duration, bytes }) => ({ n, title, duration, bytes })),
  };
}
