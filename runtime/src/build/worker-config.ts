import { compileIdPattern } from '../shared/id-pattern.ts';
import { parseTemplate } from '../shared/pattern.ts';
import type { FallbackMode } from '../shared/route.ts';
import { compileUrlMatcher, fillText } from '../shared/template.ts';
import type {
  WorkerConfig,
  WorkerFile,
  WorkerNavigation,
  WorkerRequest,
  WorkerRoute,
} from '../shared/worker-config.ts';
import { baseFromWorker, type WorkerPlace } from './base-from-worker.ts';
import type { BuiltFile } from './built-file.ts';
import { checkDownloadTotal, type Instance } from './check-download-total.ts';
import { matchGlob } from './match-files.ts';
import { appBase } from './public-path.ts';
import { isGlob, type ResolvedOptions, type ResolvedRoute } from './resolved-options.ts';
import { OWN_ORIGIN } from './sample.ts';
import { fallbackOf } from './script-files.ts';
import { findWebManifest, type WebManifest } from './web-manifest.ts';

/** What is known when the bundle is complete. */
export interface BuildOutput extends WorkerPlace {
  /** Every file that the app serves, but for the service worker and what it imports. */
  files: readonly BuiltFile[];
  /** Where the app has its own options for Workbox's precache. */
  navigation?: WorkerNavigation;
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
 * @throws BackgroundFetchBuildError `empty-glob`, `download-total-too-small`, `unknown-base`
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
  fallback: FallbackMode;
  globbed: Set<string>;
  /** The folder of the app, seen from the worker. */
  base: string;
  navigation: WorkerNavigation | undefined;
}

/** A request of the worker's, and the files that it leads to. */
interface Found {
  request: WorkerRequest;
  instances: Instance[];
}

function planRoutes(
  { routes, fallback }: ResolvedOptions,
  { files, navigation, lenient = false, ...place }: BuildOutput,
): Plan {
  const globbed = new Set<string>();
  const lookUp = createLookUp(files, new URL(appBase(place.base ?? '/'), OWN_ORIGIN).href);
  const planned = routes.map((route) => {
    const found = route.requests.flatMap((request): Found[] => {
      if (!isGlob(request)) return [{ request, instances: lookUp(route, request) }];
      return matchGlob(route.id, request, files, lenient).map((file) => {
        globbed.add(file.path);
        const standing: WorkerRequest = { url: escapeTemplate(urlOf(file)) };
        return { request: standing, instances: [{ request: standing, params: {}, file }] };
      });
    });
    const requests = found.map(({ request }) => request);
    return { route, requests, instances: found.flatMap(({ instances }) => instances) };
  });
  return { routes: planned, fallback, globbed, base: baseFromWorker(place), navigation };
}

function assemble(
  { routes, fallback, globbed, base, navigation }: Plan,
  described: Map<BuiltFile, WorkerFile>,
  manifest: WebManifest | undefined,
): WorkerBuild {
  for (const { route, requests, instances } of routes)
    checkDownloadTotal(route, requests, instances, (file) => described.get(file)?.[0] ?? 0);
  const entries = [...described].map(([file, description]): [string, WorkerFile] => [
    urlOf(file),
    description,
  ]);
  return {
    config: {
      routes: routes.map(({ route, requests }) => toWorkerRoute(route, requests, manifest)),
      ...(base === '' ? {} : { base }),
      ...(navigation === undefined ? {} : { navigation }),
      ...(fallback === false ? {} : { fallback: fallbackOf(fallback) }),
      ...(entries.length > 0
        ? { files: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) }
        : {}),
    },
    globbed: [...globbed].sort(),
  };
}

type LookUp = (route: ResolvedRoute, request: WorkerRequest) => Instance[];

/** Finds the files that a request which names a URL, or a template of URLs, leads to. */
function createLookUp(files: readonly BuiltFile[], base: string): LookUp {
  let known: Map<string, BuiltFile> | undefined;
  return ({ id }, request) => {
    known ??= new Map(files.map((file) => [new URL(urlOf(file), base).href, file]));
    const isPlain = parseTemplate(request.url).every((variant) =>
      variant.every((part) => typeof part === 'string'),
    );
    if (isPlain) {
      const file = known.get(new URL(fillText(request.url, {}), base).href);
      return file ? [{ request, params: {}, file }] : [];
    }
    const matcher = compileUrlMatcher(request.url, base, compileIdPattern(id));
    return [...known].flatMap(([url, file]) => {
      const params = matcher.match(url);
      return params ? [{ request, params, file }] : [];
    });
  };
}

async function describe(file: BuiltFile): Promise<WorkerFile> {
  const { size, hash } = await file.digest();
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

function urlOf({ url, path }: BuiltFile): string {
  return url ?? path.split('/').map(encodeURIComponent).join('/');
}

function escapeTemplate(text: string): string {
  return text.replace(/[\\:*{]/g, '\\$&');
}
