import { isAbsolute, join, posix, relative, resolve } from 'node:path';
import {
  addPublicFiles,
  type BuildOutput,
  type BuiltFile,
  fileInMemory,
  isPartOfWorker,
  navigationOf,
  publicUrl,
} from 'workbox-background-fetch/build/internal';
import type { Asset, Compilation } from './bundler.ts';
import type { ExtensionOptions } from './extension.ts';
import { nextBase } from './next-base.ts';
import { findPublicFolder, isWithin } from './public-folder.ts';

/** The worker's path as the name of an asset. */
export function assetName({ outputOptions }: Compilation, swDest: string): string {
  const path = isAbsolute(swDest) ? relative(outputOptions.path ?? '', swDest) : swDest;
  return posix.normalize(toPosix(path));
}

/** What the app serves, but for the worker: everything that the bundler is about to write, and the public folder. */
export async function scanOutput(
  { compiler, workbox, publicDir }: ExtensionOptions,
  compilation: Compilation,
  worker: string,
): Promise<BuildOutput & { base: string }> {
  const outputFolder = compilation.outputOptions.path ?? '';
  const workerFile = resolve(outputFolder, worker);
  const folder = findPublicFolder(compiler, outputFolder, workerFile, publicDir);
  // Seen from a worker that is in the public folder, everything is where that folder has it.
  const isPublic = folder !== undefined && isWithin(folder, workerFile);
  const publicPath = publicPathOf(compilation);
  const workerPath = isPublic ? toPosix(relative(folder, workerFile)) : worker;
  const bundled = compilation.getAssets().flatMap((asset): BuiltFile[] => {
    // What follows a question mark is for the URL alone.
    const path = asset.name.split('?')[0] ?? asset.name;
    if (isPartOfWorker(path, worker)) return [];
    const file = join(outputFolder, path);
    if (isPublic && isWithin(folder, file)) return [toFile(asset, toPosix(relative(folder, file)))];
    return [toFile(asset, path, isPublic ? publicPath + encodePath(path) : publicUrl(publicPath, path))];
  });
  const files =
    folder === undefined
      ? bundled
      : await addPublicFiles(bundled, { folder, isStated: typeof publicDir === 'string', outputFolder });
  const navigation = navigationOf(workbox.config);
  return {
    files: files.filter(({ path }) => !isPartOfWorker(path, workerPath)),
    workerPath,
    base: nextBase(compiler) ?? (isPublic ? '/' : publicPath),
    outputFolder,
    ...(navigation === undefined ? {} : { navigation }),
  };
}

function toFile(asset: Asset, path: string, url?: string): BuiltFile {
  return fileInMemory(path, () => asset.source.buffer(), {
    immutable: asset.info.immutable === true,
    ...(url === undefined ? {} : { url }),
  });
}

/** With "auto" the app finds its own place; as far as a build knows, that is next to the worker. */
function publicPathOf(compilation: Compilation): string {
  const { publicPath } = compilation.outputOptions;
  if (publicPath === undefined || publicPath === 'auto') return '';
  // It may be a function, which getAssetPath calls in both bundlers.
  return compilation.getAssetPath(publicPath as string, { hash: compilation.hash ?? '' });
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function toPosix(path: string): string {
  return path.replaceAll('\\', '/');
}
