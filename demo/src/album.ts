import type { Weather } from './episodes.ts';

/** A track as the app shows it. */
export interface Track {
  /** Its place on the album, from 1. */
  readonly n: number;
  readonly title: string;
  /** Seconds. */
  readonly duration: number;
  readonly bytes: number;
}

/** What is kept with an album's download: enough to show and play it with no network. */
export interface AlbumMetadata {
  readonly name: string;
  readonly artist: string;
  readonly year: number;
  readonly weather: Weather;
  /** Where the cover is kept. */
  readonly cover: string;
  /** All of its tracks, whether they are kept or not. */
  readonly tracks: readonly Track[];
}

declare module 'workbox-background-fetch/window' {
  interface DownloadMetadata {
    'album/:id': AlbumMetadata;
  }
}

/** An album as the app shows it, on the shelf and on its page. */
export interface Album extends Omit<AlbumMetadata, 'tracks'> {
  readonly id: string;
  readonly trackCount: number;
  /** Of all tracks. */
  readonly bytes: number;
}

/** URL, below the base, that a file of an album is kept and asked for under. */
export function keptAt(albumId: string, file: string): string {
  return `tracks/${albumId}/${file}`;
}

/** Name of a track's file. */
export function trackFile(n: number): string {
  return `${n}.wav`;
}

/** The album that a download has kept. */
export function keptAlbum(id: string, { tracks, ...metadata }: AlbumMetadata): Album {
  const bytes = tracks.reduce((sum, track) => sum + track.bytes, 0);
  return { ...metadata, id, trackCount: tracks.length, bytes };
}
