import { isAbsolute, relative } from 'node:path';
import {
  appBase,
  type BuildOutput,
  fileInMemory,
  isPartOfWorker,
  publicUrl,
} from 'workbox-background-fetch/build';
import type { Asset, Compilation } from './bundler.ts';

/** The worker's path as the name of an asset. */
export function assetName({ outputOptions }: Compilation, swDest: string): string {
  const path = isAbsolute(swDest) ? relative(outputOptions.path ?? '', swDest) : swDest;
  return path.replaceAll('\\', '/').replace(/^\.\//, '');
}

/** What the app serves, but for the worker: everything that the bundler is about to write. */
export function scanAssets(compilation: Compilation, workerPath: string): BuildOutput {
  const publicPath = publicPathOf(compilation);
  const assets = compilation.getAssets().filter(({ name }) => !isPartOfWorker(name, workerPath));
  return {
    files: assets.map((asset) => toFile(asset, publicPath)),
    workerPath,
    base: appBase(publicPath),
  };
}

function toFile(asset: Asset, publicPath: string): BuildOutput['files'][number] {
  // What follows a question mark is for the URL alone.
  const path = asset.name.split('?')[0] ?? asset.name;
  const url = publicUrl(publicPath, path);
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
