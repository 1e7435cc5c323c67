import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import type { WorkerConfig } from '../../shared/worker-config.ts';
import type { BuildOutput } from '../assets/build-output.ts';
import { filesBelow } from '../assets/built-file.ts';
import { isOnOtherOrigin } from '../assets/public-path.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import { type GeneratedScript, generateScript } from '../generate/generate.ts';
import { importIntoWorker } from '../generate/import-into-worker.ts';
import { hasSourceMap } from '../generate/moved-source-map.ts';
import { removeStaleScriptsAtEnd, writeScripts } from '../generate/script-files.ts';
import { stagedFile } from '../generate/staged-file.ts';
import { isPartOfWorker } from '../generate/worker-files.ts';
import { kindOf } from '../generate/worker-type.ts';
import { compileHooksAtOnce } from '../hooks/compile-hooks-at-once.ts';
import { type HooksPlace, hooksBuild, hooksOf } from '../hooks/hooks-of.ts';
import { resolveOptions } from '../options/resolve-options.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import { createWorkerConfig, createWorkerConfigWithoutFiles } from '../plan/worker-config.ts';
import { allowEmptyPrecache, atLeastOneRoute } from './allow-empty-precache.ts';
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
  const config = { ...createWorkerConfigWithoutFiles(options).config, ...navigationOption(workbox) };
  const build = hooksBuild(options, hooksPlace(workbox, sourcemapOf(workbox)));
  const script = generateScript(config, { hooks: build && compileHooksAtOnce(build) });
  writeBeside(swDest, script);
  return {
    ...workbox,
    importScripts: [script.fileName, ...importScripts],
    runtimeCaching: atLeastOneRoute(workbox.runtimeCaching),
  };
}

/** Workbox reads the list of scripts after it has called the transforms, and from the array that it was given. */
function generate<T extends WorkboxConfig>(options: ResolvedOptions, workbox: T): T {
  const { swDest, importScripts: others = [] } = workbox;
  const importScripts: string[] = [...others];
  return withTransform(
    options,
    { ...workbox, ...allowEmptyPrecache(workbox) },
    async (config) => {
      const hooks = await hooksOf(options, hooksPlace(workbox, sourcemapOf(workbox)));
      const script = generateScript(config, { hooks });
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
    async (config) => {
      const source = await readFile(swSrc, 'utf8');
      // Workbox, which reads what is staged, would blame the wrong file.
      if (!source.includes(injectionPoint))
        throw new BackgroundFetchBuildError('no-injection-point', { worker: swSrc, injectionPoint });
      const { type = 'classic' } = kindOf(source);
      const hooks = await hooksOf(options, hooksPlace(workbox, hasSourceMap(source)));
      const script = generateScript(config, { type, hooks });
      await importIntoWorker({ source, folder: dirname(resolve(swSrc)), staged, script, type });
      writeBeside(swDest, script);
    },
    { swSrc: staged },
  );
}

function withTransform<T extends WorkboxConfig>(
  options: ResolvedOptions,
  workbox: T,
  write: (config: WorkerConfig) => Promise<void>,
  changes: Partial<WorkboxConfig>,
): T {
  const transform: ManifestTransform = async (manifest) => {
    const { config, warnings } = await createWorkerConfig(options, await scan(workbox));
    await write(config);
    return { manifest, warnings: warnings.map(({ message }) => message) };
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

/** Workbox resolves paths against the working directory, too. */
function hooksPlace({ swDest, mode }: WorkboxConfig, sourcemap: boolean): HooksPlace {
  const isDevelopment = (mode ?? process.env.NODE_ENV) === 'development';
  return {
    root: resolve(),
    folder: dirname(resolve(swDest)),
    mode: isDevelopment ? 'development' : 'production',
    sourcemap: (sourcemap || isDevelopment) && 'file',
  };
}

function sourcemapOf({ sourcemap = true }: WorkboxConfig): boolean {
  return sourcemap;
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
