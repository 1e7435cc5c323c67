import { resolve } from 'node:path';
import { partsOf } from '../options/parts-of.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import { compileHooks } from './compile-hooks.ts';
import type { CompiledHooks, HooksBuild } from './compiled-hooks.ts';

/** Where and how an app's hooks are compiled. */
export type HooksPlace = Omit<HooksBuild, 'file' | 'parts'>;

/** The app's module of hooks, absolute; undefined where it has none. */
export function hooksFile({ worker }: Pick<ResolvedOptions, 'worker'>, root: string): string | undefined {
  return worker === undefined ? undefined : resolve(root, worker);
}

/** What the app's hooks are compiled from; undefined where it has none. */
export function hooksBuild(options: ResolvedOptions, place: HooksPlace): HooksBuild | undefined {
  const file = hooksFile(options, place.root);
  return file === undefined ? undefined : { ...place, file, parts: partsOf(options) };
}

/**
 * The app's hooks, compiled; undefined where it has none.
 *
 * @throws BackgroundFetchBuildError as {@link compileHooks} does
 */
export async function hooksOf(
  options: ResolvedOptions,
  place: HooksPlace,
): Promise<CompiledHooks | undefined> {
  const build = hooksBuild(options, place);
  return build && compileHooks(build);
}
