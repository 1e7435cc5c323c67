import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

/** A file that answers a request. */
export interface ServedFile {
  readonly path: string;
  readonly size: number;
  readonly stats: BigIntStats;
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
  return stats?.isFile() ? { path, size: Number(stats.size), stats } : undefined;
}
