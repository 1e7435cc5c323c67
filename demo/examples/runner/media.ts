import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The sizes of the files that the routes of every example lead to, by their URL below the base. */
export const MEDIA: Readonly<Record<string, number>> = {
  'media/one.mp3': 300_000,
  'models/small.bin': 20_000,
  'models/deep/large.bin': 150_000,
};

/** Writes them into an app's folder for public files. */
export async function writeMedia(folder: string): Promise<void> {
  for (const [path, size] of Object.entries(MEDIA)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), contentOf(size));
  }
}

/** The byte at an index of any of them: no two places near each other look alike. */
export function byteAt(index: number): number {
  return (index * 31 + (index >> 8) * 7) & 255;
}

function contentOf(size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => byteAt(index));
}
