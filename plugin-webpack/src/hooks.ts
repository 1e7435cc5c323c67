import { existsSync } from 'node:fs';
import { checkHooks, hooksFile, type ResolvedOptions } from 'workbox-background-fetch/build/internal';
import type { Compilation, Compiler } from './bundler.ts';

/** What is known of the app's hooks. */
export interface Hooks {
  /** Their module, absolute; undefined where the app has none. */
  readonly file: string | undefined;
  /** What is wrong with them, in the build that is under way. */
  problem: unknown;
  /** What they were made of, absolute. */
  files: readonly string[];
}

/** The app's hooks, not yet looked at. */
export function findHooks(options: ResolvedOptions, { context }: Compiler): Hooks {
  const file = hooksFile(options, context);
  return { file, problem: undefined, files: file === undefined ? [] : [file] };
}

/** Looks at the hooks when a build begins. What is wrong is told when its worker is made. */
export async function lookAtHooks(hooks: Hooks, { context }: Compiler): Promise<void> {
  if (hooks.file === undefined) return;
  hooks.problem = undefined;
  try {
    hooks.files = await checkHooks(hooks.file, context);
  } catch (problem) {
    hooks.problem = problem;
  }
}

/** A watching bundler makes the worker again where a file of its hooks changes, comes or goes. */
export function watchHooks({ files }: Hooks, compilation: Compilation): void {
  for (const file of files)
    (existsSync(file) ? compilation.fileDependencies : compilation.missingDependencies).add(file);
}
