import type { FileRow, LedgerEntry } from '../../src/store/schema.ts';

/** How many downloads are stored, and of how many files each consists. */
export interface Shelf {
  downloads: number;
  files: number;
}

/** The cache that holds all files. */
export const CACHE_NAME = 'albums';

/** Bytes of each file. */
export const FILE_SIZE = 1000;

/** A time like any other; rows are the same in each run. */
const CREATED_AT = Date.UTC(2026, 0, 1);

/** The id of the download that stands at a place of the shelf. */
export function idOf(index: number): string {
  return `album/${index}`;
}

/** The URL of a file, relative to the scope. */
export function pathOf(index: number, file: number): string {
  return `tracks/${index}/${file}.flac`;
}

/** The row of a download that is stored, with metadata as apps have them. */
export function entryOf(index: number, { files }: Shelf): LedgerEntry {
  const bytes = files * FILE_SIZE;
  return {
    id: idOf(index),
    route: 'album/:n',
    params: { n: String(index) },
    title: `Live at Home, vol. ${index}`,
    state: 'stored',
    downloaded: bytes,
    downloadTotal: bytes,
    failureReason: '',
    fileCount: files,
    metadata: { name: `Live at Home, vol. ${index}`, artist: 'The Neighbours', cover: `covers/${index}.jpg` },
    createdAt: CREATED_AT + index,
    updatedAt: CREATED_AT + index + 1,
    cacheName: CACHE_NAME,
    wanted: 1,
    complete: 1,
  };
}

/** The rows of its files. */
export function filesOf(index: number, { files }: Shelf, scope: string): FileRow[] {
  return Array.from({ length: files }, (_, file) => {
    const { href: url } = new URL(pathOf(index, file), scope);
    const request = { url: `https://cdn.example/${index}/${file}?signature=0123456789abcdef`, init: {} };
    return { download: idOf(index), set: 1, index: file, url, key: url, size: FILE_SIZE, request };
  });
}
