import type { Album, Track } from './album.ts';
import { appUrl } from './base.ts';

/** A track as the API tells of it. */
interface ApiTrack extends Track {
  readonly revision: string;
  /** Signed: another one each time, and good for a few minutes. */
  readonly url: string;
}

/** An album with everything that belongs to it. */
export interface ApiAlbum extends Album {
  readonly coverBytes: number;
  readonly tracks: readonly ApiTrack[];
}

/** Asks the API for all albums. */
export async function listAlbums(): Promise<Album[]> {
  const { albums } = (await load('api/albums.json')) as { albums: Album[] };
  return albums;
}

/** Asks the API for an album. */
export async function loadAlbum(id: string): Promise<ApiAlbum> {
  return (await load(`api/albums/${encodeURIComponent(id)}.json`)) as ApiAlbum;
}

async function load(path: string): Promise<unknown> {
  const response = await fetch(appUrl(path)).catch(unreachable);
  return response.ok ? response.json() : unreachable(response.status);
}

function unreachable(cause: unknown): never {
  throw Object.assign(new Error('The API cannot be reached.', { cause }), { code: 'api-unreachable' });
}
