import { BackgroundFetchBuildError } from '../errors.ts';
import { compileHooks } from './compile-hooks.ts';
import type { Outcome } from './compile-hooks-at-once.ts';
import type { HooksBuild } from './compiled-hooks.ts';

// The process of `compileHooksAtOnce`: it takes a build as its argument, and prints what has come of it.
const [, , build = ''] = process.argv;
const outcome = await compileHooks(JSON.parse(build) as HooksBuild).then(
  (compiled): Outcome => ({ compiled }),
  (error: unknown): Outcome => {
    if (!(error instanceof BackgroundFetchBuildError)) throw error;
    return { code: error.code, details: error.details };
  },
);
process.stdout.write(JSON.stringify(outcome));
