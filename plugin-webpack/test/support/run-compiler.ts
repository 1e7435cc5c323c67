import type { Watching } from './integration.ts';

interface Stats {
  hasErrors(): boolean;
  toString(options: { all: boolean; errors: boolean }): string;
}

/** What webpack's and Rspack's compilers have in common. */
export interface AnyCompiler {
  run(callback: (error: Error | null, stats?: Stats) => void): void;
  watch(
    options: { aggregateTimeout: number },
    callback: (error: Error | null, stats?: Stats) => void,
  ): { close(callback: () => void): void } | undefined;
  close(callback: (error?: Error | null) => void): void;
}

const close = (compiler: AnyCompiler): Promise<void> =>
  new Promise((resolve, reject) => compiler.close((error) => (error ? reject(error) : resolve())));

function failure(error: Error | null, stats: Stats | undefined): Error | undefined {
  if (error) return error;
  return stats?.hasErrors() ? new Error(stats.toString({ all: false, errors: true })) : undefined;
}

/** Builds once. */
export async function run(compiler: AnyCompiler): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    compiler.run((error, stats) => {
      const failed = failure(error, stats);
      if (failed) reject(failed);
      else resolve();
    }),
  );
  await close(compiler);
}

/** Resolves when the first build is complete. */
export async function watch(compiler: AnyCompiler): Promise<Watching> {
  let settle: ((failed: Error | undefined) => void) | undefined;
  const next = (): Promise<void> =>
    new Promise((resolve, reject) => {
      settle = (failed) => (failed ? reject(failed) : resolve());
    });
  const first = next();
  const watching = compiler.watch({ aggregateTimeout: 50 }, (error, stats) =>
    settle?.(failure(error, stats)),
  );
  await first;
  return { next, close: () => new Promise((resolve) => watching?.close(resolve)) };
}
