import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const folders = new Set<string>();

/** A place for a file that only lives until the process ends, in a folder of its own. Nothing is there yet. */
export function stagedFile(file: string): string {
  const folder = join(tmpdir(), `workbox-background-fetch-${randomUUID()}`);
  if (folders.size === 0) process.once('exit', removeAll);
  folders.add(folder);
  return join(folder, basename(file));
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
