import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { mediaType } from './media-types.ts';
import type { Representation } from './representation.ts';
import { validatorsOf } from './validators.ts';

/** A file that answers a request. */
export interface ServedFile extends Representation {
  readonly path: string;
}

export interface ResolveOptions {
  readonly root: string;
  readonly base: string;
  readonly fallback: string;
  /** Whether the client asks for a page, which the app's own router may know although no file does. */
  readonly navigation: boolean;
}

/** Finds the file for a percent-encoded path, never outside `root`; `undefined` is a 404. */
export async function resolveFile(
  pathname: string,
  options: ResolveOptions,
): Promise<ServedFile | undefined> {
  const { base, fallback, navigation } = options;
  const root = resolve(options.root);
  const relative = pathname.startsWith(base) ? decode(pathname.slice(base.length)) : undefined;
  if (relative === undefined || relative.includes('\0')) return undefined;
  const path = join(root, relative, relative === '' || relative.endsWith('/') ? 'index.html' : '');
  if (!path.startsWith(root + sep)) return undefined;
  const file = await statFile(path);
  if (file || !navigation || extname(relative) !== '') return file;
  return statFile(join(root, fallback));
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

async function statFile(path: string): Promise<ServedFile | undefined> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  if (!stats?.isFile()) return undefined;
  return {
    path,
    type: mediaType(path),
    size: Number(stats.size),
    validators: validatorsOf(stats),
    // An empty file has the range 0 to -1, which createReadStream refuses.
    read: ({ first, last }) =>
      last < first
        ? Readable.from([])
        : createReadStream(path, { start: first, end: last, highWaterMark: 262_144 }),
  };
}
