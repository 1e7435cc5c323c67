import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ResolvedConfig } from 'vite';
import type { ServedFolder } from './served-folders.ts';

/** What is used here of Nuxt's kit: https://nuxt.com/docs/4.x/api/kit/nitro#usenitro */
interface NuxtKit {
  /** Throws where no Nuxt is at work. */
  useNitro(): { options: { publicAssets: { dir: string; baseURL?: string }[] } };
}

/**
 * The folders that Nuxt's own server serves, those of its layers too; the first that has a file serves it. Nuxt keeps Vite from
 * knowing a public folder. Only while Nuxt sets Vite up does it tell.
 */
export async function nuxtFolders({
  root,
  plugins,
  logger,
}: Pick<ResolvedConfig, 'root' | 'plugins' | 'logger'>): Promise<ServedFolder[]> {
  if (!plugins.some(({ name }) => name.startsWith('nuxt:'))) return [];
  try {
    const kit = createRequire(join(root, 'package.json')).resolve('nuxt/kit');
    const { useNitro } = (await import(pathToFileURL(kit).href)) as NuxtKit;
    return useNitro().options.publicAssets.map(({ dir, baseURL = '/' }) => ({
      folder: dir,
      prefix: baseURL.replace(/^\/+|\/+$/g, '').replace(/.$/, '$&/'),
      isStated: false,
    }));
  } catch (error) {
    logger.warn(
      `Nuxt does not say which public folders it serves: globs match nothing on the dev server. Name one as the option publicDir, relative to ${root}. (${String(error)})`,
    );
    return [];
  }
}
