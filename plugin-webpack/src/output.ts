import { isAbsolute, join, posix, relative, resolve } from 'node:path';
import {
  appBase,
  type BuildOutput,
  type BuiltFile,
  fileInMemory,
  filesBelow,
  isPartOfWorker,
  publicUrl,
} from 'workbox-background-fetch/build';
import type { Asset, Compilation } from './bundler.ts';
import type { ExtensionOptions } from './extension.ts';
import { navigationOf } from './navigation.ts';
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
  const outputPath = compilation.outputOptions.path ?? '';
  const workerFile = resolve(outputPath, worker);
  const folder = findPublicFolder(compiler, outputPath, workerFile, publicDir);
  const isPublic = folder !== undefined && isWithin(folder, workerFile);
  const publicPath = publicPathOf(compilation);
  const base = nextBase(compiler) ?? appBase(isPublic ? '' : publicPath);
  const workerPath = isPublic ? toPosix(relative(folder, workerFile)) : worker;
  const assets = compilation.getAssets().flatMap((asset): BuiltFile[] => {
    // What follows a question mark is for the URL alone.
    const path = asset.name.split('?')[0] ?? asset.name;
    if (isPartOfWorker(path, worker)) return [];
    const file = join(outputPath, path);
    if (isPublic && isWithin(folder, file)) return [toFile(asset, toPosix(relative(folder, file)))];
    return [toFile(asset, path, isPublic ? publicPath + encodePath(path) : publicUrl(publicPath, path))];
  });
  const own = folder === undefined ? [] : await filesOf(folder, outputPath, workerPath);
  const emitted = new Set(assets.map(({ path }) => path));
  return {
    files: [...assets, ...own.filter(({ path }) => !emitted.has(path))],
    workerPath,
    base,
    ...navigationOf(workbox),
  };
}

/** Less what the bundler has written there before. */
async function filesOf(folder: string, outputPath: string, workerPath: string): Promise<BuiltFile[]> {
  const files = await filesBelow(folder);
  return files.filter(
    ({ path }) => !isPartOfWorker(path, workerPath) && !isWithin(outputPath, join(folder, path)),
  );
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
