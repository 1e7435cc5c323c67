import { stat } from 'node:fs/promises';
import { BackgroundFetchBuildError } from '../errors.ts';
import { compileReason } from './compile-reason.ts';
import { HOOK_KINDS, isHookName, similarHook } from './hook-kinds.ts';
import { type ModuleExports, type ResolveModule, readExports } from './module-exports.ts';

/**
 * Makes sure that a module of hooks is there, and that it exports hooks and nothing else, as far as that can be told without
 * running it.
 *
 * @param file - absolute.
 * @param root - what errors name files relative to.
 * @param resolve - finds what modules import; default: what relative specifiers lead to.
 * @returns the files that the hooks are in, absolute, as far as they were found.
 * @throws BackgroundFetchBuildError `hooks-not-found`, `hooks-not-compiled`, `unknown-hook`, `invalid-hook`
 */
export async function checkHooks(file: string, root: string, resolve?: ResolveModule): Promise<string[]> {
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) throw new BackgroundFetchBuildError('hooks-not-found', { worker: file });
  const { values, files } = await read(file, root, resolve);
  for (const [name, kind] of values) check(file, name, kind);
  return [...files];
}

async function read(file: string, root: string, resolve: ResolveModule | undefined): Promise<ModuleExports> {
  try {
    return await readExports(file, resolve);
  } catch (cause) {
    const reason = compileReason(cause, root);
    throw new BackgroundFetchBuildError('hooks-not-compiled', { worker: file, reason }, { cause });
  }
}

function check(worker: string, name: string, received: string | undefined): void {
  if (!isHookName(name)) {
    const details = { worker, name, similar: similarHook(name), known: Object.keys(HOOK_KINDS) };
    throw new BackgroundFetchBuildError('unknown-hook', details);
  }
  const expected = HOOK_KINDS[name];
  if (received !== undefined && received !== expected)
    throw new BackgroundFetchBuildError('invalid-hook', { worker, name, received, expected });
}
