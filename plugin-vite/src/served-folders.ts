import { resolve } from 'node:path';
import type { ResolvedConfig } from 'vite';
import { nuxtFolders } from './nuxt-folders.ts';

/** A folder that the app serves and Vite does not copy: relative to the root; false where there is none. */
export type PublicDirOption = string | false | undefined;

/** A folder whose files are served as they are. */
export interface ServedFolder {
  /** Absolute. */
  folder: string;
  /** Where its files are below the app's base: empty, or with a slash at its end. */
  prefix: string;
  /** Whether the user has named it. */
  isStated: boolean;
}

/** The folders that the dev server serves, or the framework around it: Vite's own public folder first. */
export async function servedFolders(
  config: Pick<ResolvedConfig, 'root' | 'publicDir' | 'plugins' | 'logger'>,
  publicDir: PublicDirOption,
): Promise<ServedFolder[]> {
  const own = config.publicDir === '' ? [] : [inFull(config.publicDir, false)];
  if (typeof publicDir === 'string') {
    const named = inFull(resolve(config.root, publicDir), true);
    return own.some(({ folder }) => folder === named.folder) ? own : [...own, named];
  }
  return own.length > 0 || publicDir === false ? own : nuxtFolders(config);
}

function inFull(folder: string, isStated: boolean): ServedFolder {
  return { folder: resolve(folder), prefix: '', isStated };
}
