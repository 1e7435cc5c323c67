import { join, relative, resolve, sep } from 'node:path';
import { normalizePath, type ResolvedConfig } from 'vite';
import type { ResolvedVitePWAOptions } from 'vite-plugin-pwa';
import { clientBuildOf } from './client-build.ts';
import type { Place } from './output.ts';
import { outputFolder } from './output-folder.ts';

type Known = Pick<ResolvedVitePWAOptions, 'outDir' | 'swDest' | 'filename' | 'base'>;

/**
 * Where vite-plugin-pwa's worker and the app's files are. They are where Vite writes, or where a framework brings them: Nuxt
 * copies Vite's output into a folder that has the public files too, and SvelteKit has the worker made beside the server's
 * output, whence it is moved to the browser's.
 */
export function pwaPlace(config: ResolvedConfig, options: Known): Place {
  const client = clientBuildOf(config.root);
  const written = client?.folder ?? outputFolder(config);
  const hashed = client?.hashed ?? new Set<string>();
  const folder = resolve(config.root, options.outDir);
  const isServerFolder = Boolean(config.build.ssr) && client !== undefined && folder === outputFolder(config);
  if (isServerFolder)
    return { folder: written, base: options.base, worker: join(written, options.filename), hashed };
  const isBelow = written !== folder && isInside(written, folder);
  if (isInside(options.swDest, written) || (isBelow && options.base === config.base))
    return { folder: written, base: config.base, worker: options.swDest, hashed };
  const prefix = isBelow ? `${normalizePath(relative(folder, written))}/` : '';
  const moved = new Set([...hashed].map((path) => prefix + path));
  return { folder, base: options.base, worker: options.swDest, hashed: moved };
}

/** Whether a path is that of a folder, or leads into it. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
