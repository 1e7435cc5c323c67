import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** A place for a file that only lives until the process ends, in a folder of its own. Nothing is there yet. */
export function stagedFile(file: string): string {
  const staged = join(tmpdir(), `workbox-background-fetch-${randomUUID()}`, basename(file));
  process.once('exit', () => rmSync(dirname(staged), { recursive: true, force: true }));
  return staged;
}
