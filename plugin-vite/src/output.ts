import { relative, resolve } from 'node:path';
import { normalizePath, type ResolvedConfig } from 'vite';
import {
  addPublicFiles,
  appBase,
  type BuildOutput,
  type BuiltFile,
  filesBelow,
  isPartOfWorker,
  publicUrl,
} from 'workbox-background-fetch/build/internal';
import { builtUrl, type UrlConfig } from './built-url.ts';
import { outputFolder } from './output-folder.ts';
import type { PublicDirOption, ServedFolder } from './served-folders.ts';

/** What workbox-build never precaches, unless it is told what to ignore. */
export const IGNORED: readonly string[] = ['**/node_modules/**/*'];

/** Where the app's files are, and its worker. */
export interface Place {
  /** The folder of all that the app serves, absolute. */
  folder: string;
  /** The app's base, as the bundler has it. */
  base: string;
  /** The worker's file, absolute. */
  worker: string;
  /** Paths below the folder of the files whose names change with their content. */
  hashed: ReadonlySet<string>;
}

/**
 * The build's output as it is on disk, and the public folder's files, if one was named.
 *
 * @throws BackgroundFetchBuildError `missing-folder`
 */
export async function scanOutput(
  config: UrlConfig,
  { folder, base, worker, hashed }: Place,
  publicDir: PublicDirOption,
): Promise<BuildOutput> {
  const workerPath = normalizePath(relative(folder, worker));
  const found = await filesBelow(folder, (path) =>
    described(builtUrl(config, { folder, base }, path), hashed.has(path)),
  );
  const written = found.filter(({ path }) => !isPartOfWorker(path, workerPath));
  const place = { workerPath, base, outputFolder: folder };
  if (typeof publicDir !== 'string') return { files: written, ...place };
  const named = resolve(config.root, publicDir);
  const more = aroundOutput(named, folder, base);
  return {
    files: await addPublicFiles(written, { folder: named, isStated: true, outputFolder: folder, more }),
    ...place,
  };
}

/**
 * What the dev server serves of files. Where two folders have the same, it is the first one's.
 *
 * @throws BackgroundFetchBuildError `missing-folder`
 */
export async function scanServed(
  config: ResolvedConfig,
  workerPath: string,
  folders: readonly ServedFolder[],
): Promise<BuildOutput> {
  const { base } = config;
  const place = { workerPath, base, outputFolder: outputFolder(config) };
  let files: BuiltFile[] = [];
  for (const served of folders) {
    const more = served.isStated
      ? aroundOutput(served.folder, place.outputFolder, base)
      : (path: string): Described => described(publicUrl(base, path), false);
    files = await addPublicFiles(files, { ...served, outputFolder: place.outputFolder, more });
  }
  return { files, ...place };
}

/** The part of an output file's description that only the bundler tells. */
type Described = Pick<BuiltFile, 'url' | 'immutable'>;

/**
 * A public folder that the output is a part of, as `public/` and `public/build/`, is served as many levels above the base as it
 * is above the output folder.
 */
function aroundOutput(folder: string, output: string, base: string): (path: string) => Described {
  const way = normalizePath(relative(output, folder));
  if (!/^(?:\.\.\/?)+$/.test(way)) return (path) => described(publicUrl(base, path), false);
  const { pathname } = new URL(`${way}/`, new URL(appBase(base), 'http://localhost'));
  return (path) => ({ immutable: false, url: pathname + path.split('/').map(encodeURIComponent).join('/') });
}

function described(url: string | undefined, immutable: boolean): Described {
  return { immutable, ...(url === undefined ? {} : { url }) };
}
