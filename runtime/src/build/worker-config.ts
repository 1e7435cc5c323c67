import { posix } from 'node:path';
import { compileIdPattern, type Params } from '../shared/id-pattern.ts';
import { paramsOf, parseTemplate } from '../shared/pattern.ts';
import { compileUrlMatcher, fillText } from '../shared/template.ts';
import type { WorkerConfig, WorkerFile, WorkerRequest, WorkerRoute } from '../shared/worker-config.ts';
import type { BuiltFile } from './built-file.ts';
import { BackgroundFetchBuildError } from './errors.ts';
import { matchGlob } from './match-files.ts';
import { isGlob, type ResolvedOptions, type ResolvedRoute } from './resolved-options.ts';
import { OWN_ORIGIN } from './sample.ts';
import { findWebManifest, type WebManifest } from './web-manifest.ts';

/** What is known when the bundle is complete. */
export interface BuildOutput {
  /** Every file that the app serves, but for the service worker and what it imports. */
  files: readonly BuiltFile[];
  /** The worker's own path, relative to the output folder. */
  workerPath: string;
  /** The app's base, such as `/app/`. Default `/`. */
  base?: string | undefined;
  /** Whether a glob may match nothing, as it does while the bundler's dev server has no output. Default false. */
  lenient?: boolean;
}

/** The config for the worker, and what else the bundler has to know. */
export interface WorkerBuild {
  config: WorkerConfig;
  /** Paths of the files that glob requests stand for: they must not be precached. */
  globbed: string[];
}

/**
 * Brings the routes and the build's files together: globs become requests, and every built file that a request can lead
 * to gets its size and hash.
 *
 * @throws BackgroundFetchBuildError `empty-glob`, `download-total-too-small`
 */
export async function createWorkerConfig(
  options: ResolvedOptions,
  output: BuildOutput,
): Promise<WorkerBuild> {
  const manifest = await findWebManifest(output.files);
  const plan = planRoutes(options, output);
  const described = new Map<BuiltFile, WorkerFile>();
  for (const { file } of plan.routes.flatMap(({ instances }) => instances))
    described.set(file, described.get(file) ?? (await describe(file)));
  return assemble(plan, described, manifest);
}

/**
 * The same where the build's files are unknown, and so are sizes and hashes.
 *
 * @throws BackgroundFetchBuildError `empty-glob`, `download-total-too-small`
 */
export function createWorkerConfigWithoutFiles(options: ResolvedOptions): WorkerBuild {
  return assemble(planRoutes(options, { files: [], workerPath: 'sw.js' }), new Map(), undefined);
}

/** What can be told before any file is read. */
interface Plan {
  routes: { route: ResolvedRoute; requests: WorkerRequest[]; instances: Instance[] }[];
  globbed: Set<string>;
  /** The folder of the app, seen from the worker. */
  base: string;
}

function planRoutes(
  { routes }: ResolvedOptions,
  { files, workerPath, base = '/', lenient = false }: BuildOutput,
): Plan {
  const globbed = new Set<string>();
  const appBase = new URL(base, OWN_ORIGIN).href;
  const byUrl = new Map(files.map((file) => [new URL(urlOf(file), appBase).href, file]));
  const planned = routes.map((route) => {
    const requests = route.requests.flatMap((request): WorkerRequest[] => {
      if (!isGlob(request)) return [request];
      const found = matchGlob(route.id, request, files, lenient);
      for (const { path } of found) globbed.add(path);
      return found.map((file) => ({ url: escapeTemplate(urlOf(file)) }));
    });
    return { route, requests, instances: findInstances(route, requests, byUrl, appBase) };
  });
  const depth = posix.normalize(workerPath).split('/').length - 1;
  return { routes: planned, globbed, base: '../'.repeat(depth) };
}

function assemble(
  { routes, globbed, base }: Plan,
  described: Map<BuiltFile, WorkerFile>,
  manifest: WebManifest | undefined,
): WorkerBuild {
  for (const { route, requests, instances } of routes)
    checkDownloadTotal(route, requests, instances, described);
  const entries = [...described].map(([file, description]): [string, WorkerFile] => [
    urlOf(file),
    description,
  ]);
  return {
    config: {
      routes: routes.map(({ route, requests }) => toWorkerRoute(route, requests, manifest)),
      ...(base === '' ? {} : { base }),
      ...(entries.length > 0
        ? { files: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) }
        : {}),
    },
    globbed: [...globbed].sort(),
  };
}

/** A built file that a request leads to, for these parameters. */
interface Instance {
  request: WorkerRequest;
  params: Params;
  file: BuiltFile;
}

function findInstances(
  { id: route }: ResolvedRoute,
  requests: WorkerRequest[],
  byUrl: Map<string, BuiltFile>,
  base: string,
): Instance[] {
  const id = compileIdPattern(route);
  return requests.flatMap((request) => {
    const isPlain = parseTemplate(request.url).every((variant) =>
      variant.every((part) => typeof part === 'string'),
    );
    if (isPlain) {
      const file = byUrl.get(new URL(fillText(request.url, {}), base).href);
      return file ? [{ request, params: {}, file }] : [];
    }
    const matcher = compileUrlMatcher(request.url, base, id);
    return [...byUrl].flatMap(([url, file]) => {
      const params = matcher.match(url);
      return params ? [{ request, params, file }] : [];
    });
  });
}

async function describe(file: BuiltFile): Promise<WorkerFile> {
  const [size, hash] = [await file.size(), await file.hash()];
  return file.immutable ? [size, hash, 1] : [size, hash];
}

function toWorkerRoute(
  route: ResolvedRoute,
  requests: WorkerRequest[],
  manifest: WebManifest | undefined,
): WorkerRoute {
  const title = route.title ?? (manifest?.name === undefined ? undefined : escapeTemplate(manifest.name));
  const icons = route.icons ?? manifest?.icons ?? [];
  return {
    ...route,
    requests,
    ...(title === undefined ? {} : { title }),
    ...(icons.length > 0 ? { icons } : {}),
  };
}

/** Adds up what is known of each id that the build's files make possible. */
function checkDownloadTotal(
  { id: route, downloadTotal }: ResolvedRoute,
  requests: WorkerRequest[],
  instances: Instance[],
  described: Map<BuiltFile, WorkerFile>,
): void {
  if (downloadTotal === undefined || downloadTotal === 0) return;
  const stated = requests.reduce((bytes, { size = 0 }) => bytes + size, 0);
  const paramSets = new Map(instances.map(({ params }) => [JSON.stringify(params), params]));
  for (const params of [{}, ...paramSets.values()]) {
    const sizes = instances
      .filter((instance) => instance.request.size === undefined && isPart(instance.params, params))
      .map(({ file }) => described.get(file)?.[0] ?? 0);
    const known = sizes.reduce((bytes, size) => bytes + size, stated);
    if (known <= downloadTotal) continue;
    const id = idOf(route, params);
    throw new BackgroundFetchBuildError('download-total-too-small', { route, id, downloadTotal, known });
  }
}

/** An id that has these parameters; the pattern itself where they do not make up one. */
function idOf(route: string, params: Params): string {
  const { variants } = compileIdPattern(route);
  const variant = variants.find((parts) => paramsOf(parts).every(({ name }) => params[name] !== undefined));
  return variant?.map((part) => (typeof part === 'string' ? part : params[part.name])).join('') ?? route;
}

function isPart(some: Params, all: Params): boolean {
  return Object.entries(some).every(([name, value]) => all[name] === value);
}

function urlOf({ url, path }: BuiltFile): string {
  return url ?? path.split('/').map(encodeURIComponent).join('/');
}

function escapeTemplate(text: string): string {
  return text.replace(/[\\:*{]/g, '\\$&');
}
