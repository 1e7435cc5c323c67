import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ALBUMS, type AlbumSource } from './albums.ts';
import type { Representation } from './representation.ts';
import { resolveFile } from './resolve-file.ts';
import { createSigner } from './signing.ts';

/** Albums behind an API, whose files are behind signed URLs. */
export interface Library {
  /** What lies behind a path; `'forbidden'` where its token is missing, wrong or old. */
  find(pathname: string, search: string): Promise<Representation | 'forbidden' | undefined>;
}

/** Options of {@link createLibrary}. */
export interface LibraryOptions {
  /** Has a folder for each album, with its tracks and its cover. */
  folder: string;
  /** Path that the app is served below; begins and ends with a slash. */
  base: string;
  /** Milliseconds that a signed URL is good for. Default: five minutes. */
  tokenLife?: number | undefined;
}

/**
 * Makes a library, which answers `api/albums.json`, `api/albums/:id.json` and, for those who have a URL of these, `cdn/:id/:file`.
 */
export function createLibrary({ folder, base, tokenLife = 300_000 }: LibraryOptions): Library {
  const signer = createSigner(tokenLife);
  const sign = (album: AlbumSource, file: string): string => signer.sign(`${base}cdn/${album.id}/${file}`);
  const summaryOf = async (album: AlbumSource): Promise<object> => {
    const { id, name, artist, year, weather, tracks } = album;
    const sizes = await Promise.all(
      [...tracks.keys()].map((index) => sizeOf(join(folder, id, fileOf(index)))),
    );
    const coverBytes = await sizeOf(join(folder, id, COVER));
    const bytes = sizes.reduce((sum, size) => sum + size, coverBytes);
    const cover = sign(album, COVER);
    return { id, name, artist, year, weather, trackCount: tracks.length, bytes, cover, coverBytes };
  };
  const albumOf = async (album: AlbumSource): Promise<object> => ({
    ...(await summaryOf(album)),
    tracks: await Promise.all(
      album.tracks.map(async ({ title, duration }, index) => {
        const bytes = await sizeOf(join(folder, album.id, fileOf(index)));
        // The bytes follow from these, so they tell one version from another as a hash would.
        const revision = hashOf(`${album.seed} ${duration} ${bytes}`);
        return { n: index + 1, title, duration, bytes, revision, url: sign(album, fileOf(index)) };
      }),
    ),
  });
  return {
    async find(pathname, search) {
      const path = pathname.startsWith(base) ? pathname.slice(base.length) : '';
      if (path === 'api/albums.json') return json({ albums: await Promise.all(ALBUMS.map(summaryOf)) });
      const [, id] = /^api\/albums\/([\w-]+)\.json$/.exec(path) ?? [];
      const album = ALBUMS.find((one) => one.id === id);
      if (album) return json(await albumOf(album));
      const [, file] = /^cdn\/([\w-]+\/[\w-]+\.\w+)$/.exec(path) ?? [];
      if (file === undefined) return undefined;
      if (!signer.admits(pathname, search)) return 'forbidden';
      return resolveFile(`/${file}`, { root: folder, base: '/', fallback: '', navigation: false });
    },
  };
}

const COVER = 'cover.svg';

/** Name of a track's file, by its place from 0. */
export function fileOf(index: number): string {
  return `${index + 1}.wav`;
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}

function json(value: object): Representation {
  const bytes = Buffer.from(JSON.stringify(value));
  return {
    type: 'application/json',
    size: bytes.length,
    validators: { etag: `"${hashOf(bytes)}"`, lastModified: new Date().toUTCString() },
    async *read({ first, last }) {
      yield bytes.subarray(first, last + 1);
    },
  };
}

function hashOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('base64url').slice(0, 12);
}
