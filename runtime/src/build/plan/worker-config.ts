import { isPointer } from '../../shared/parsed-config.ts';
import type { EachOptions, RequestOptions } from '../../shared/route.ts';
import type { WorkerConfig, WorkerFile, WorkerRequest, WorkerRoute } from '../../shared/worker-config.ts';
import type { BuildOutput } from '../assets/build-output.ts';
import type { BuiltFile } from '../assets/built-file.ts';
import { fileUrl } from '../assets/file-url.ts';
import { findWebManifest, type WebManifest } from '../assets/web-manifest.ts';
import type { BackgroundFetchBuildError } from '../errors.ts';
import { fallbackOf } from '../generate/script-files.ts';
import { escapeTemplate } from '../options/escape-template.ts';
import type { ResolvedOptions, ResolvedRoute } from '../options/resolved-options.ts';
import { checkDownloadTotal } from './check-download-total.ts';
import { describeFiles } from './describe-files.ts';
import { withoutFragment } from './merge-requests.ts';
import { type Plan, planRoutes } from './plan-routes.ts';

/** The config for the worker, and what else the bundler has to know. */
export interface WorkerBuild {
  config: WorkerConfig;
  /** Paths of the files that glob requests stand for: they must not be precached. */
  globbed: string[];
  /** What may be a mistake, to be told once per build. */
  warnings: BackgroundFetchBuildError[];
}

/**
 * Brings the routes and the build's files together: globs become requests, and every built file that a request can lead
 * to gets its size and hash.
 *
 * @throws BackgroundFetchBuildError `empty-glob`, `conflicting-requests`, `wrong-encoding`, `download-total-too-small`,
 * `unknown-base`
 */
export async function createWorkerConfig(
  options: ResolvedOptions,
  output: BuildOutput,
): Promise<WorkerBuild> {
  const manifest = await findWebManifest(output.files);
  const plan = planRoutes(options, output);
  return assemble(plan, await describeFiles(plan), manifest);
}

/**
 * The same where the build's files are unknown, and so are sizes and hashes.
 *
 * @throws BackgroundFetchBuildError `empty-glob`, `conflicting-requests`, `download-total-too-small`
 */
export function createWorkerConfigWithoutFiles(options: ResolvedOptions): WorkerBuild {
  return assemble(planRoutes(options, { files: [], workerPath: 'sw.js' }), new Map(), undefined);
}

function assemble(
  { routes, fallback, globbed, base, navigation, concurrency, namespaces, warnings }: Plan,
  described: Map<BuiltFile, WorkerFile>,
  manifest: WebManifest | undefined,
): WorkerBuild {
  for (const { route, requests, instances } of routes)
    checkDownloadTotal(route, requests, instances, (file) => leastSize(described.get(file)));
  const entries = [...described].map(([file, description]): [string, WorkerFile] => [
    fileUrl(file),
    description,
  ]);
  return {
    config: {
      routes: routes.map(({ route, requests }) => toWorkerRoute(route, requests, manifest)),
      ...(base === '' ? {} : { base }),
      ...(navigation === undefined ? {} : { navigation }),
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(namespaces ? { namespaces } : {}),
      ...(fallback === false ? {} : { fallback: fallbackOf(fallback) }),
      ...(entries.length > 0
        ? { files: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) }
        : {}),
    },
    globbed: [...globbed].sort(),
    warnings,
  };
}

/** Of a file whose size depends on the server, what it has at least. */
function leastSize([size, , , decoded = size]: WorkerFile | [number] = [0]): number {
  return Math.min(size, decoded);
}

function toWorkerRoute(
  { each, lists, serve = [], ...route }: ResolvedRoute,
  requests: RequestOptions[],
  manifest: WebManifest | undefined,
): WorkerRoute {
  const title = route.title ?? (manifest?.name === undefined ? undefined : escapeTemplate(manifest.name));
  const icons = route.icons ?? manifest?.icons ?? [];
  // What a list's files are asked for under is served as if it had been said twice.
  const served = [...new Set([...serve, ...(lists ?? []).flatMap(({ as }) => asTemplate(as))])];
  return {
    ...route,
    // What it says is in the sizes of the files.
    requests: requests.map(({ contentEncoding: _, ...request }): WorkerRequest => request),
    ...(each === undefined ? {} : { each: each.map(toWorkerRow) }),
    // The worker gets them in no other way.
    ...(lists === undefined ? {} : { lists: lists.map(({ method: _, ...list }) => list) }),
    ...(served.length > 0 ? { serve: served } : {}),
    ...(title === undefined ? {} : { title }),
    ...(icons.length > 0 ? { icons } : {}),
  };
}

function toWorkerRow({ contentEncoding: _, ...row }: EachOptions): EachOptions {
  return { ...row, url: withoutFragment(row.url) };
}

function asTemplate(as: string | undefined): string[] {
  return as === undefined || isPointer(as) ? [] : [as];
}
