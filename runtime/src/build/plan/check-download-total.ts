import { compileIdPattern } from '../../shared/id-pattern.ts';
import type { Params } from '../../shared/match-id.ts';
import { paramsOf } from '../../shared/pattern.ts';
import type { WorkerRequest } from '../../shared/worker-config.ts';
import type { BuiltFile } from '../assets/built-file.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import type { ResolvedRoute } from '../options/resolved-options.ts';

/** A built file that a request leads to, for these parameters. */
export interface Instance {
  request: WorkerRequest;
  params: Params;
  file: BuiltFile;
  /** Of a row of numbers whose end these parameters do not tell. */
  mayBeBeyond?: true;
}

/**
 * Adds up what is known of each id that the build's files make possible.
 *
 * @throws BackgroundFetchBuildError `download-total-too-small`
 */
export function checkDownloadTotal(
  { id: route, downloadTotal }: Pick<ResolvedRoute, 'id' | 'downloadTotal'>,
  requests: readonly WorkerRequest[],
  instances: readonly Instance[],
  sizeOf: (file: BuiltFile) => number,
): void {
  if (downloadTotal === undefined || downloadTotal === 0) return;
  const stated = requests.reduce((bytes, { size = 0 }) => bytes + size, 0);
  // A request may have fewer of the parameters than the id has, and then counts for many ids.
  const nameSets = new Map<string, string[]>();
  const sums = new Map<string, number>();
  const paramSets = new Map<string, Params>([['', {}]]);
  for (const { request, params, file, mayBeBeyond } of instances) {
    if (mayBeBeyond) continue;
    const names = Object.keys(params).sort();
    const key = keyOf(params, names);
    nameSets.set(names.join(), names);
    paramSets.set(key, params);
    if (request.size === undefined) sums.set(key, (sums.get(key) ?? 0) + sizeOf(file));
  }
  for (const params of paramSets.values()) {
    const sizes = [...nameSets.values()].map((names) => sums.get(keyOf(params, names)) ?? 0);
    const known = sizes.reduce((bytes, size) => bytes + size, stated);
    if (known <= downloadTotal) continue;
    const id = idOf(route, params);
    throw new BackgroundFetchBuildError('download-total-too-small', { route, id, downloadTotal, known });
  }
}

/** A parameter that is absent keeps the key from being any other's. */
function keyOf(params: Params, names: string[]): string {
  return JSON.stringify(names.map((name) => [name, params[name]]));
}

/** An id that has these parameters; the pattern itself where they do not make up one. */
function idOf(route: string, params: Params): string {
  const { variants } = compileIdPattern(route);
  const variant = variants.find((parts) => paramsOf(parts).every(({ name }) => params[name] !== undefined));
  return variant?.map((part) => (typeof part === 'string' ? part : params[part.name])).join('') ?? route;
}
