import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder in which a browser keeps its data. */
export interface Profile {
  readonly folder: string;
  /** Removes the folder, unless it was given to us. */
  discard(): Promise<void>;
}

/** Makes a fresh profile, or takes the one that is given. */
export async function openProfile(name: string, given: string | undefined): Promise<Profile> {
  if (given !== undefined) {
    await mkdir(given, { recursive: true });
    return { folder: given, discard: async () => undefined };
  }
  const folder = await mkdtemp(join(tmpdir(), `background-fetch-${name}-`));
  return { folder, discard: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
