import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Place } from './integration.ts';

const FIXTURE = fileURLToPath(new URL('../fixture', import.meta.url));
// Within the repository, so that the fixture finds its dependencies.
const CACHE = fileURLToPath(new URL('../.cache', import.meta.url));

/** Makes a fresh copy of the fixture. */
export async function createPlace(name: string): Promise<Place> {
  const root = join(CACHE, name.replace(/\W+/g, '-'));
  await rm(root, { recursive: true, force: true });
  await mkdir(root, { recursive: true });
  await cp(FIXTURE, root, { recursive: true });
  return { root, out: join(root, 'dist') };
}
