import { readFile } from 'node:fs/promises';
import type { Representation } from './representation.ts';

/** A file with a text before its first byte. */
export async function inserted(text: string, path: string, file: Representation): Promise<Representation> {
  const whole = Buffer.concat([Buffer.from(text), await readFile(path)]);
  return {
    ...file,
    size: whole.length,
    async *read({ first, last }) {
      yield whole.subarray(first, last + 1);
    },
  };
}
