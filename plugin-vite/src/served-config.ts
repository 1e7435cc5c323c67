import { type Stats, statSync } from 'node:fs';
import { type WorkerBuild, walk } from 'workbox-background-fetch/build/internal';
import type { ServedFolder } from './served-folders.ts';

/**
 * Makes a config of the served folders' files, and again where they are not what they were. They are looked at whenever the config
 * is wanted: a watcher tells nothing of what comes while it begins, and on some file systems nothing at all.
 */
export function servedConfig(
  folders: readonly ServedFolder[],
  create: () => Promise<WorkerBuild>,
): () => Promise<WorkerBuild> {
  const haveChanged = changes(folders);
  let kept: Promise<WorkerBuild> | undefined;
  return async () => {
    // What changes while it is being made shows the next time.
    if (haveChanged() || kept === undefined) kept = create();
    try {
      return await kept;
    } catch (error) {
      kept = undefined;
      throw error;
    }
  };
}

/**
 * Tells whether a file is another than at the last call; at the first one it always is.
 *
 * @param others - files, absolute, that are in none of the folders.
 */
export function changes(folders: readonly ServedFolder[], others: readonly string[] = []): () => boolean {
  let last: string | undefined;
  return () => {
    const before = last;
    const alone = others.map((file) => describe({ path: file, location: file }));
    last = [...folders.map(({ folder }) => filesIn(folder).map(describe).join('\n')), ...alone].join('\n\n');
    return last !== before;
  };
}

function filesIn(folder: string): ReturnType<typeof walk> {
  try {
    return walk(folder);
  } catch {
    return [];
  }
}

function describe({ path, location }: Pick<ReturnType<typeof walk>[number], 'path' | 'location'>): string {
  const stats: Partial<Stats> = statSync(location, { throwIfNoEntry: false }) ?? {};
  return `${path} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs} ${stats.ino}`;
}
