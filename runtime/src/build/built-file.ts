import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOnDisk, type FileDigest } from './file-digest.ts';
import { relativePath } from './relative-path.ts';

/** A file of the build's output, wherever its bytes are at the moment. */
export interface BuiltFile {
  /** Relative to the output folder, with forward slashes. */
  readonly path: string;
  /** Its URL, absolute or relative to the app's base. Default: the path. */
  readonly url?: string;
  /** Whether the URL changes with the content. */
  readonly immutable?: boolean;
  digest(): Promise<FileDigest>;
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
    digest: async () => {
      const content = read();
      return { size: Buffer.byteLength(content), hash: hash('sha256', content, 'base64url') };
    },
    text: async () => Buffer.from(read()).toString(),
  };
}

/** A file on disk; it is read only where its content is asked for. */
export function fileOnDisk(
  path: string,
  location: string,
  more: Pick<BuiltFile, 'url' | 'immutable'> = {},
): BuiltFile {
  return {
    path,
    ...more,
    digest: () => digestOnDisk(location),
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
    const pathOf = relativePath(folder);
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => {
        const path = pathOf(entry);
        return fileOnDisk(path, join(entry.parentPath, entry.name), more(path));
      });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
