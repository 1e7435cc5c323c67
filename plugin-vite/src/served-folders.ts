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

/** The folders that the dev server serves, or the framework around it. */
export async function servedFolders(
  config: Pick<ResolvedConfig, 'root' | 'publicDir' | 'plugins' | 'logger'>,
  publicDir: PublicDirOption,
): Promise<ServedFolder[]> {
  if (publicDir === false) return [];
  if (publicDir !== undefined)
    return [{ folder: resolve(config.root, publicDir), prefix: '', isStated: true }];
  if (config.publicDir !== '') return [{ folder: config.publicDir, prefix: '', isStated: false }];
  return nuxtFolders(config);
}
