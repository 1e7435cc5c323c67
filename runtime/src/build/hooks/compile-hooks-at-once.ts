import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BackgroundFetchBuildError, type BuildErrorCode, type BuildErrorDetails } from '../errors.ts';
import type { CompiledHooks, HooksBuild } from './compiled-hooks.ts';

/** What the process that compiles says in the end. */
export type Outcome =
  | { compiled: CompiledHooks }
  | { code: BuildErrorCode; details: BuildErrorDetails[BuildErrorCode] };

/**
 * The same as `compileHooks` for a config that Workbox loads, which cannot wait: another process compiles.
 *
 * @throws BackgroundFetchBuildError as `compileHooks` does
 */
export function compileHooksAtOnce(build: HooksBuild): CompiledHooks {
  const script = fileURLToPath(new URL('compile-in-process.js', import.meta.url));
  const output = execFileSync(process.execPath, [script, JSON.stringify(build)], {
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const outcome = JSON.parse(output) as Outcome;
  if ('compiled' in outcome) return outcome.compiled;
  throw new BackgroundFetchBuildError(outcome.code, outcome.details);
}
