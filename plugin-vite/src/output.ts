import { posix, relative, resolve } from 'node:path';
import { normalizePath, type ResolvedConfig } from 'vite';
import { type BuildOutput, type BuiltFile, filesBelow, SCRIPT_NAME } from 'workbox-background-fetch/build';

/** The output folder of a config, absolute. */
export function outputFolder({ root, build }: ResolvedConfig): string {
  return resolve(root, build.outDir);
}

/** The build's output as it is on disk. */
export async function scanOutput(config: ResolvedConfig, workerFile: string): Promise<BuildOutput> {
  const folder = outputFolder(config);
  const workerPath = normalizePath(relative(folder, workerFile));
  const isPublic = new Set((await publicFiles(config)).map(({ path }) => path));
  const files = await filesBelow(folder, (path) => describe(config, path, isPublic.has(path)));
  return {
    files: files.filter(({ path }) => !isPartOfWorker(path, workerPath)),
    workerPath,
    base: appBase(config),
  };
}

/** What the dev server serves of files: the public folder. */
export async function scanPublic(config: ResolvedConfig, workerPath: string): Promise<BuildOutput> {
  return { files: await publicFiles(config), workerPath, base: appBase(config) };
}

/** The files that Vite copies as they are. */
export async function publicFiles(config: ResolvedConfig): Promise<BuiltFile[]> {
  const { publicDir } = config;
  return publicDir === '' ? [] : filesBelow(publicDir, (path) => describe(config, path, true));
}

/** The part of an output file's description that only Vite's config tells. */
export function describe(
  config: ResolvedConfig,
  path: string,
  isPublic: boolean,
): Pick<BuiltFile, 'url' | 'immutable'> {
  const { base } = config;
  return {
    immutable: !isPublic && hashedAssets(config).test(path),
    // A base on another origin is where the files are, but not where the app is.
    ...(isAbsolute(base) ? { url: new URL(path, base).href } : {}),
  };
}

/** Matches the files whose names carry a hash of their content, as Vite names them by default. */
export function hashedAssets({ build }: ResolvedConfig): RegExp {
  const folder = build.assetsDir.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`^${folder}/.*[-.][\\w-]{8,}\\.\\w+$`);
}

/** Where relative URLs of the routes lead; a base that is relative or on a CDN does not tell. */
export function appBase({ base }: ResolvedConfig): string {
  return isAbsolute(base) || !base.startsWith('/') ? '/' : base;
}

function isAbsolute(base: string): boolean {
  return /^(?:[a-z]+:)?\/\//i.test(base);
}

function isPartOfWorker(path: string, workerPath: string): boolean {
  const name = posix.basename(path);
  return (
    path === workerPath ||
    path === `${workerPath}.map` ||
    SCRIPT_NAME.test(name) ||
    /^workbox-[\da-f]+\.js(?:\.map)?$/.test(name)
  );
}
