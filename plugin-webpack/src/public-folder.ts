import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Compiler } from './bundler.ts';

/** A folder whose files are served at the app's base without the bundler's doing; false for none. */
export type PublicDirOption = string | false | undefined;

/** Plugins that only frameworks have which serve the folder `public` by themselves: Create React App, Rsbuild. */
const FRAMEWORK = /^(?:InterpolateHtmlPlugin|RsbuildHtmlPlugin)$/;

/**
 * The folder that the framework serves by itself, absolute; undefined where there is none.
 *
 * @param outputPath - where the bundler writes to.
 * @param worker - where the service worker is written to, absolute.
 */
export function findPublicFolder(
  { context, options }: Compiler,
  outputPath: string,
  worker: string,
  option: PublicDirOption,
): string | undefined {
  if (option === false) return undefined;
  if (option !== undefined) return resolve(context, option);
  const folder = join(context, 'public');
  // Where the bundler writes into it, the app's base is the folder that it writes to.
  if (isWithin(folder, outputPath) || !existsSync(folder)) return undefined;
  return isWithin(folder, worker) || options.plugins.some(isOfFramework) ? folder : undefined;
}

/** Whether a path is that of a folder or leads into it. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !/^\.\.[/\\]/.test(way) && !isAbsolute(way);
}

function isOfFramework(plugin: unknown): boolean {
  return typeof plugin === 'object' && plugin !== null && FRAMEWORK.test(plugin.constructor.name);
}
