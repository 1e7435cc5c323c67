import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Names the version of everything generated: a hash of the code that generates it. */
export function generatorVersion(): string {
  const folder = dirname(fileURLToPath(import.meta.url));
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(`${folder}/${name}`));
  return hash.digest('hex').slice(0, 16);
}

/** Which files were made from what; kept between runs. */
export type Stamps = Record<string, string>;

/** Reads the stamps of the last run; none where there was no run. */
export function readStamps(path: string): Stamps {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Stamps;
  } catch {
    return {};
  }
}

/** Stamp of a file as it is on disk: what it was made from and its size. */
export function stampOf(path: string, madeFrom: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && `${madeFrom} ${stats.size}`;
}
