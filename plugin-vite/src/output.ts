import { relative, resolve } from 'node:path';
import { normalizePath, type ResolvedConfig } from 'vite';
import {
  appBase,
  type BuildOutput,
  type BuiltFile,
  filesBelow,
  isPartOfWorker,
  publicUrl,
} from 'workbox-background-fetch/build';

/** What workbox-build never precaches, unless it is told what to ignore. */
export const IGNORED: readonly string[] = ['**/node_modules/**/*'];

/** The output folder of a config, absolute. */
export function outputFolder({ root, build }: ResolvedConfig): string {
  return resolve(root, build.outDir);
}

/** The build's output as it is on disk. */
export async function scanOutput(config: ResolvedConfig, workerFile: string): Promise<BuildOutput> {
  const folder = outputFolder(config);
  const workerPath = normalizePath(relative(folder, workerFile));
  const isPublic = new Set((await publicFiles(config)).map(({ path }) => path));
  const describe = describer(config);
  const files = await filesBelow(folder, (path) => describe(path, isPublic.has(path)));
  return {
    files: files.filter(({ path }) => !isPartOfWorker(path, workerPath)),
    workerPath,
    base: appBase(config.base),
  };
}

/** What the dev server serves of files: the public folder. */
export async function scanPublic(config: ResolvedConfig, workerPath: string): Promise<BuildOutput> {
  return { files: await publicFiles(config), workerPath, base: appBase(config.base) };
}

/** The files that Vite copies as they are. */
export async function publicFiles(config: ResolvedConfig): Promise<BuiltFile[]> {
  const { publicDir } = config;
  const describe = describer(config);
  return publicDir === '' ? [] : filesBelow(publicDir, (path) => describe(path, true));
}

/** Gives the part of an output file's description that only Vite's config tells. */
export function describer(
  config: ResolvedConfig,
): (path: string, isPublic: boolean) => Pick<BuiltFile, 'url' | 'immutable'> {
  const hashed = hashedAssets(config);
  return (path, isPublic) => {
    const url = publicUrl(config.base, path);
    return { immutable: !isPublic && hashed.test(path), ...(url === undefined ? {} : { url }) };
  };
}

/** Matches the files whose names carry a hash of their content, as Vite names them by default. */
export function hashedAssets({ build }: ResolvedConfig): RegExp {
  const folder = build.assetsDir.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`^(?:\\.\\./)*${folder}/.*[-.][\\w-]{8,}\\.\\w+$`);
}
