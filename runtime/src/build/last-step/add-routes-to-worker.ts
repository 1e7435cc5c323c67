import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import type { BackgroundFetchOptions } from '../../shared/route.ts';
import { filesBelow } from '../assets/built-file.ts';
import { isOnOtherOrigin, publicUrl } from '../assets/public-path.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import { generateScript, type WorkerType } from '../generate/generate.ts';
import { hasSourceMap, movedSourceMap } from '../generate/moved-source-map.ts';
import { replaceFiles } from '../generate/replace-files.ts';
import { removeStaleScripts } from '../generate/script-files.ts';
import { isPartOfWorker } from '../generate/worker-files.ts';
import { hooksOf } from '../hooks/hooks-of.ts';
import { resolveOptions } from '../options/resolve-options.ts';
import { createWorkerConfig } from '../plan/worker-config.ts';
import { compressedForms } from './compressed-forms.ts';
import { readFinishedWorker, withImport } from './finished-worker.ts';

/** Where a finished app is. */
export interface FinishedApp {
  /** The folder of all that the app serves. */
  folder: string;
  /** The worker's file, relative to the folder; it may be above it. Default `sw.js`. */
  worker?: string | undefined;
  /** The path of the URL that the folder is served at, such as `/app/`. Default: unknown, which is fine for relative URLs. */
  base?: string | undefined;
  /** How the page registers the worker. Default: `module` where the worker imports or exports something. */
  type?: WorkerType | undefined;
}

/** What has been added. */
export interface AddedRoutes {
  /** The worker's file, absolute. */
  worker: string;
  /** The name of the script beside the worker that it imports now. */
  script: string;
  /** How many files of the folder the routes lead to. */
  files: number;
  /** What may be a mistake of the routes. */
  warnings: string[];
}

/**
 * Adds routes to a service worker that is complete, whatever has made it: as the last step of a build, the routes' script is
 * written beside the worker, which imports it in its first line. It has the hooks, compiled, where there are some; their path is
 * relative to the working directory. Sizes and hashes are those of the folder's files. Done twice, it
 * replaces what it has added before. Where it fails, nothing has changed.
 *
 * The worker's own precache manifest stays as it is: what globs stand for has to be left out of it by what makes it.
 *
 * @throws BackgroundFetchBuildError
 */
export async function addRoutesToWorker(
  backgroundFetch: BackgroundFetchOptions,
  { folder, worker = 'sw.js', base, type }: FinishedApp,
): Promise<AddedRoutes> {
  const options = resolveOptions(backgroundFetch);
  const outputFolder = resolve(folder);
  const file = resolve(outputFolder, worker);
  const finished = readFinishedWorker(await read(outputFolder, file), file, type);
  const workerPath = relative(outputFolder, file).split(sep).join('/');
  const knownBase = base === undefined ? '' : withSlashes(base);
  const found = await filesBelow(outputFolder, (path) => {
    const url = publicUrl(knownBase, path);
    return url === undefined ? {} : { url };
  });
  const { config, warnings } = await createWorkerConfig(options, {
    files: found.filter(({ path }) => !isPartOfWorker(path, workerPath)),
    workerPath,
    outputFolder,
    base: knownBase,
  });
  const hooks = await hooksOf(options, {
    root: resolve(),
    folder: dirname(file),
    mode: 'production',
    sourcemap: hasSourceMap(finished.code) && 'file',
  });
  const script = generateScript(config, { type: finished.type, hooks });
  // The map of a worker that had the line has its place already.
  const { code, map } = finished.hadRoutes
    ? { code: finished.code, map: undefined }
    : await movedSourceMap(finished.code, dirname(file));
  const beside = dirname(file);
  const scripts = script.files.map(({ fileName, code: content }) => ({
    file: resolve(beside, fileName),
    content,
  }));
  const changed = [
    ...(map ? [{ file: resolve(beside, map.url), content: map.content }] : []),
    { file, content: withImport({ ...finished, code }, script.fileName) },
  ];
  const { renewed, stale } = compressedForms(changed);
  await replaceFiles([...scripts, ...renewed, ...changed]);
  await Promise.all(stale.map((form) => rm(form)));
  removeStaleScripts(file, script.files);
  return {
    worker: file,
    script: script.fileName,
    files: Object.keys(config.files ?? {}).length,
    warnings: warnings.map(({ message }) => message),
  };
}

async function read(folder: string, worker: string): Promise<string> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new BackgroundFetchBuildError('missing-folder', { option: 'folder', folder });
  try {
    return await readFile(worker, 'utf8');
  } catch (cause) {
    const scripts = (await readdir(dirname(worker)).catch(() => [])).filter((name) =>
      /\.[cm]?js$/.test(name),
    );
    throw new BackgroundFetchBuildError('no-worker', { worker, scripts: scripts.sort() }, { cause });
  }
}

function withSlashes(base: string): string {
  if (base.startsWith('.') || base === '') return base;
  if (isOnOtherOrigin(base)) return base.replace(/\/?$/, '/');
  return `/${base.replace(/^\/|\/$/g, '')}/`.replace('//', '/');
}
