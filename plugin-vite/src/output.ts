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

/** The output folder of a config, absolute. */
export function outputFolder({ root, build }: Pick<ResolvedConfig, 'root' | 'build'>): string {
  return resolve(root, build.outDir);
}

/** The build's output as it is on disk. */
export async function scanOutput({ folder, base, worker, hashed }: Place): Promise<BuildOutput> {
  const workerPath = normalizePath(relative(folder, worker));
  const files = await filesBelow(folder, (path) => describe(base, path, hashed.has(path)));
  return {
    files: files.filter(({ path }) => !isPartOfWorker(path, workerPath)),
    workerPath,
    base: appBase(base),
  };
}

/** What the dev server serves of files: the public folder. */
export async function scanPublic(config: ResolvedConfig, workerPath: string): Promise<BuildOutput> {
  return { files: await publicFiles(config), workerPath, base: appBase(config.base) };
}

/** The files that Vite copies as they are. */
async function publicFiles({ publicDir, base }: ResolvedConfig): Promise<BuiltFile[]> {
  return publicDir === '' ? [] : filesBelow(publicDir, (path) => describe(base, path, false));
}

/** The part of an output file's description that only the bundler tells. */
function describe(base: string, path: string, immutable: boolean): Pick<BuiltFile, 'url' | 'immutable'> {
  const url = publicUrl(base, path);
  return { immutable, ...(url === undefined ? {} : { url }) };
}
