import { join } from 'node:path';
import { BackgroundFetchBuildError } from '../errors.ts';
import { checkHooks } from './check-hooks.ts';
import { compileReason } from './compile-reason.ts';
import type { CompiledHooks, HooksBuild } from './compiled-hooks.ts';
import { HOOKS_ENTRY, hooksEntryPlugin } from './entry.ts';

/**
 * Compiles the runtime and a module of hooks, where no bundler of the app compiles its worker. TypeScript, JSON and the paths of
 * the project's tsconfig.json are understood.
 *
 * @throws BackgroundFetchBuildError `hooks-not-found`, `hooks-not-compiled`, `unknown-hook`, `invalid-hook`
 */
export async function compileHooks(build: HooksBuild): Promise<CompiledHooks> {
  const { file, root, sourcemap } = build;
  const files = await checkHooks(file, root);
  const fail = (reason: string, cause?: unknown): never => {
    throw new BackgroundFetchBuildError('hooks-not-compiled', { worker: file, reason }, { cause });
  };
  const { code, map, moduleIds } = await bundle(build).catch((error: unknown) =>
    fail(compileReason(error, root), error),
  );
  return {
    code,
    files: [...new Set([...files, ...moduleIds.filter((id) => !id.startsWith('\0'))])],
    ...(map && sourcemap ? { map: { content: map.toString(), kind: sourcemap } } : {}),
  };
}

async function bundle({ file, root, folder, mode, sourcemap, parts }: HooksBuild) {
  // Loaded here, so that nobody waits for it who has no hooks.
  const { rolldown } = await import('rolldown');
  let missing: unknown;
  const bundled = await rolldown({
    input: HOOKS_ENTRY,
    cwd: root,
    platform: 'browser',
    plugins: [hooksEntryPlugin(file, parts)],
    transform: { define: { 'process.env.NODE_ENV': JSON.stringify(mode) }, target: 'es2022' },
    onLog(level, log, handle) {
      // Rolldown would leave it to the page to bring what a script imports.
      if (log.code === 'UNRESOLVED_IMPORT') missing ??= log;
      else if (!log.code?.startsWith('MISSING_')) handle(level, log);
    },
  });
  try {
    const { output } = await bundled.generate({
      format: 'iife',
      file: join(folder, 'background-fetch-sw.js'),
      codeSplitting: false,
      minify: mode === 'production',
      comments: { legal: false },
      sourcemap: sourcemap ? 'hidden' : false,
    });
    if (missing) throw missing;
    return output[0];
  } finally {
    await bundled.close();
  }
}
