import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { digestOf, digestOnDisk, type FileDigest } from './file-digest.ts';
import { walk } from './walk.ts';

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
  /** Its bytes, a piece at a time. */
  content(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
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
    digest: async () => digestOf(read()),
    text: async () => Buffer.from(read()).toString(),
    content: () => [Buffer.from(read())],
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
    content: () => createReadStream(location),
  };
}

/** Every file below a folder, through links too; none where there is no such folder. */
export async function filesBelow(
  folder: string,
  more: (path: string) => Pick<BuiltFile, 'url' | 'immutable'> = () => ({}),
): Promise<BuiltFile[]> {
  try {
    return walk(folder).map(({ path, location }) => fileOnDisk(path, location, more(path)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
