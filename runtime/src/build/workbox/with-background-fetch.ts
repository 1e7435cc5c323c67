import { dirname, relative, resolve, sep } from 'node:path';
import type { BuildOutput } from '../assets/build-output.ts';
import { filesBelow } from '../assets/built-file.ts';
import { isOnOtherOrigin } from '../assets/public-path.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import { type GeneratedScript, generateScript } from '../generate/generate.ts';
import { importIntoWorker } from '../generate/import-into-worker.ts';
import { removeStaleScriptsAtEnd, writeScripts } from '../generate/script-files.ts';
import { stagedFile } from '../generate/staged-file.ts';
import { isPartOfWorker } from '../generate/worker-files.ts';
import { resolveOptions } from '../options/resolve-options.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import { createWorkerConfig, createWorkerConfigWithoutFiles } from '../plan/worker-config.ts';
import { globIgnoresBelow } from './glob-ignores.ts';
import { navigationOf } from './navigation.ts';
import type { ConfigWithRoutes, ManifestTransform, WorkboxConfig } from './workbox-config.ts';

/**
 * Adds background-fetch routes to a config for workbox-build or workbox-cli: takes it with our key `backgroundFetch` and
 * returns one that Workbox accepts. With `swSrc` it is for injectManifest, without for generateSW. Sizes and hashes are
 * those of the files that are in `globDirectory` when Workbox runs; without that folder they stay unknown.
 *
 * @throws BackgroundFetchBuildError where an option makes no sense. What only the files tell, such as a glob that
 * matches none of them, rejects Workbox's own promise.
 */
export function withBackgroundFetch<T extends WorkboxConfig>(
  config: ConfigWithRoutes<T>,
): Omit<T, 'backgroundFetch'> {
  const { backgroundFetch, ...workbox } = config;
  if (backgroundFetch === undefined) {
    const needed =
      'withBackgroundFetch takes a Workbox config that has the routes: { backgroundFetch: { routes } }';
    throw new BackgroundFetchBuildError('missing-option', { option: 'backgroundFetch', needed });
  }
  const options = resolveOptions(backgroundFetch);
  if (workbox.swSrc !== undefined) return inject(options, workbox, workbox.swSrc);
  return workbox.globDirectory === undefined ? emit(options, workbox) : generate(options, workbox);
}

/** Workbox asks nobody about a manifest that is empty from the start, so all that is known is said at once. */
function emit<T extends WorkboxConfig>(options: ResolvedOptions, workbox: T): T {
  const { swDest, importScripts = [] } = workbox;
  const script = generateScript({
    ...createWorkerConfigWithoutFiles(options).config,
    ...navigationOption(workbox),
  });
  writeBeside(swDest, script);
  return { ...workbox, importScripts: [script.fileName, ...importScripts] };
}

/** Workbox reads the list of scripts after it has called the transforms, and from the array that it was given. */
function generate<T extends WorkboxConfig>(options: ResolvedOptions, workbox: T): T {
  const { swDest, importScripts: others = [] } = workbox;
  const importScripts: string[] = [...others];
  return withTransform(
    options,
    workbox,
    async (script) => {
      writeBeside(swDest, script);
      importScripts.splice(0, importScripts.length, script.fileName, ...others);
    },
    { importScripts },
  );
}

/** Workbox writes the worker later, and calls nobody then. */
function writeBeside(swDest: string, { files }: GeneratedScript): void {
  const worker = resolve(swDest);
  writeScripts(dirname(worker), files);
  removeStaleScriptsAtEnd(worker, files);
}

/** Workbox reads the worker after it has called the transforms: it gets the one that imports the script. */
function inject<T extends WorkboxConfig>(options: ResolvedOptions, workbox: T, swSrc: string): T {
  const { swDest, injectionPoint = 'self.__WB_MANIFEST' } = workbox;
  const staged = stagedFile(swSrc);
  return withTransform(
    options,
    workbox,
    async (script) => {
      await importIntoWorker({ swSrc, staged, script, injectionPoint });
      writeBeside(swDest, script);
    },
    { swSrc: staged },
  );
}

function withTransform<T extends WorkboxConfig>(
  options: ResolvedOptions,
  workbox: T,
  write: (script: GeneratedScript) => Promise<void>,
  changes: Partial<WorkboxConfig>,
): T {
  const transform: ManifestTransform = async (manifest) => {
    await write(generateScript((await createWorkerConfig(options, await scan(workbox))).config));
    return { manifest };
  };
  return {
    ...workbox,
    ...changes,
    manifestTransforms: [...(workbox.manifestTransforms ?? []), transform],
    // The config is made before the files are, and Workbox asks for this each time that it runs.
    get globIgnores() {
      return globIgnoresBelow(options, workbox);
    },
  };
}

async function scan(workbox: WorkboxConfig): Promise<BuildOutput> {
  const { globDirectory = '', swDest, swSrc, dontCacheBustURLsMatching: immutable } = workbox;
  const folder = resolve(globDirectory);
  const toPath = (file: string): string => relative(folder, resolve(file)).split(sep).join('/');
  const workerPath = toPath(swDest);
  const source = swSrc === undefined ? undefined : toPath(swSrc);
  const files = await filesBelow(folder, (path) => ({
    immutable: immutable !== undefined && path.search(immutable) >= 0,
  }));
  return {
    files: files.filter(({ path }) => path !== source && !isPartOfWorker(path, workerPath)),
    workerPath,
    ...placeOf(workbox, folder),
    ...navigationOption(workbox),
  };
}

/** Who has told Workbox where the files are has told us. */
function placeOf({ modifyURLPrefix }: WorkboxConfig, outputFolder: string): Partial<BuildOutput> {
  const prefix = modifyURLPrefix?.[''];
  if (prefix === undefined || isOnOtherOrigin(prefix)) return { base: '', outputFolder };
  return { base: prefix, outputFolder, baseFromWorker: prefix };
}

function navigationOption(workbox: WorkboxConfig): Pick<BuildOutput, 'navigation'> {
  const navigation = navigationOf(workbox);
  return navigation === undefined ? {} : { navigation };
}
