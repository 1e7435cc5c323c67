import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { build, type InlineConfig, normalizePath, type ResolvedConfig } from 'vite';
import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';
import {
  globIgnoresOf,
  type NewFile,
  removeStaleScripts,
  replaceFiles,
  sideScripts,
  writeScripts,
} from 'workbox-background-fetch/build/internal';
import { type InjectManifestOptions, injectManifest } from 'workbox-build';
import { importingPlugins } from './app-plugins.ts';
import { orFormerWorker } from './former-worker.ts';
import type { StandaloneOptions } from './options.ts';
import { IGNORED, scanOutput } from './output.ts';
import { placeOf, precacheOptions } from './precache-defaults.ts';
import type { State } from './state.ts';
import { workerBuild } from './worker-build.ts';
import { createWorkerConfig } from './worker-config.ts';
import { workerModule } from './worker-module.ts';

/** Compiles the app's own worker with the routes in it, and puts it in its place when it has its manifest. */
export async function compileWorker(
  state: State,
  config: ResolvedConfig,
  { plugins, ...workbox }: NonNullable<StandaloneOptions['injectManifest']>,
): Promise<void> {
  const { options, publicDir, plugins: own } = state;
  const place = placeOf(config, workbox.swDest);
  const { folder, worker: swDest } = place;
  const swSrc = normalizePath(resolve(config.root, workbox.swSrc));
  const output = await scanOutput(config, place, publicDir);
  const worker = await createWorkerConfig(config, options, output);
  const routes = workerModule(state, { workerSource: () => swSrc, createConfig: async () => worker });
  const others = plugins ?? (await importingPlugins(config, own));
  const scripts = sideScripts(worker.config);
  // Workbox leaves out the worker that it knows of, which is a staged one.
  const path = normalizePath(relative(folder, swDest));
  const ignored = globIgnoresOf([...worker.globbed, path, `${path}.map`], output.files);
  await orFormerWorker(swDest, async () => {
    writeScripts(dirname(swDest), scripts);
    const inline = workerBuild(config, { swSrc, swDest, plugins: [routes, ...others] });
    const compiled = await compile(inline, swDest);
    const { injectionPoint = 'self.__WB_MANIFEST' } = workbox;
    // Workbox, which reads what has been compiled, would blame the wrong file.
    if (!compiled.worker.content.includes(injectionPoint))
      throw new BackgroundFetchBuildError('no-injection-point', { worker: swSrc, injectionPoint });
    await replaceFiles(compiled.assets);
    const globIgnores = [...(workbox.globIgnores ?? IGNORED), ...ignored];
    const options = { ...precacheOptions(config, place, workbox), globIgnores };
    const { files, warnings } = await withManifest(compiled, options);
    await replaceFiles(files);
    for (const warning of warnings) config.logger.warn(warning);
  });
  removeStaleScripts(swDest, scripts);
}

/** What a build of the worker has given, as it is to be written. */
interface Compiled {
  worker: NewFile & { content: string };
  map: NewFile | undefined;
  /** What the worker needs besides. */
  assets: NewFile[];
}

async function compile(inline: InlineConfig, swDest: string): Promise<Compiled> {
  const result = await build({ ...inline, build: { ...inline.build, write: false } });
  const [bundle] = [result].flat();
  if (!bundle || !('output' in bundle)) throw new Error(`${swDest} was not compiled`);
  const [entry, ...others] = bundle.output;
  const files = others.map((other): NewFile => {
    const content = other.type === 'chunk' ? other.code : other.source;
    return { file: resolve(dirname(swDest), other.fileName), content };
  });
  const isMap = ({ file }: NewFile): boolean => file === `${swDest}.map`;
  return {
    worker: { file: swDest, content: entry.code },
    map: files.find(isMap),
    assets: files.filter((file) => !isMap(file)),
  };
}

/** Lets Workbox work elsewhere, since what is in the worker's place has to be whole. The worker is the last of the files. */
async function withManifest(
  { worker, map }: Compiled,
  options: Omit<InjectManifestOptions, 'swSrc' | 'swDest'>,
): Promise<{ files: NewFile[]; warnings: string[] }> {
  const stage = await mkdtemp(join(tmpdir(), 'vite-plugin-background-fetch-'));
  try {
    for (const { file, content } of [worker, ...(map ? [map] : [])])
      await writeFile(join(stage, basename(file)), content);
    const swSrc = join(stage, basename(worker.file));
    const { warnings } = await injectManifest({ ...options, swSrc, swDest: swSrc });
    const read = async ({ file }: NewFile): Promise<NewFile> => ({
      file,
      content: await readFile(join(stage, basename(file))),
    });
    return { files: await Promise.all([...(map ? [map] : []), worker].map(read)), warnings };
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}
