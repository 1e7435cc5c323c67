import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** A file of the build's output, wherever its bytes are at the moment. */
export interface BuiltFile {
  /** Relative to the output folder, with forward slashes. */
  readonly path: string;
  /** Its URL, absolute or relative to the app's base. Default: the path. */
  readonly url?: string;
  /** Whether the URL changes with the content. */
  readonly immutable?: boolean;
  /** Decoded size, in bytes. */
  size(): Promise<number>;
  /** SHA-256 of the content, as base64url. */
  hash(): Promise<string>;
  text(): Promise<string>;
}

/** A file whose bytes the bundler still holds; a function is called only where its content is asked for. */
export function fileInMemory(
  path: string,
  source: string | Uint8Array | (() => string | Uint8Array),
  more: Pick<BuiltFile, 'url' | 'immutable'> = {},
): BuiltFile {
  const read = typeof source === 'function' ? source : (): string | Uint8Array => source;
  return {
    path,
    ...more,
    size: async () => Buffer.byteLength(read()),
    hash: async () => createHash('sha256').update(read()).digest('base64url'),
    text: async () => Buffer.from(read()).toString(),
  };
}

/** A file on disk; it is read only where its content is asked for, and hashed as a stream. */
export function fileOnDisk(
  path: string,
  location: string,
  more: Pick<BuiltFile, 'url' | 'immutable'> = {},
): BuiltFile {
  return {
    path,
    ...more,
    size: async () => (await stat(location)).size,
    hash: async () => {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(location)) hash.update(chunk as Uint8Array);
      return hash.digest('base64url');
    },
    text: () => readFile(location, 'utf8'),
  };
}

/** Every file below a folder; none where there is no such folder. */
export async function filesBelow(
  folder: string,
  more: (path: string) => Pick<BuiltFile, 'url' | 'immutable'> = () => ({}),
): Promise<BuiltFile[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => {
        const location = join(entry.parentPath, entry.name);
        const path = relative(folder, location).split(sep).join('/');
        return fileOnDisk(path, location, more(path));
      });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
