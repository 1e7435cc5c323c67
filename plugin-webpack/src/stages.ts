import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';
import { isPartOfWorker } from 'workbox-background-fetch/build/internal';
import type { Compilation, Compiler } from './bundler.ts';
import { NAME } from './name.ts';

/** What is done in a compilation when all assets have their final names and contents. */
export interface AroundWorkbox {
  /** The name of the worker's asset. */
  worker: string;
  before(): Promise<void>;
  /** Not called where the build has failed and has no worker. */
  after?(): void;
}

/**
 * Runs something before and after Workbox's plugins, which run at PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER - 10. What it throws
 * becomes an error of the build, and the worker is not written then: some builds write what they have in spite of errors.
 */
export function aroundWorkbox(
  { webpack }: Compiler,
  compilation: Compilation,
  { worker, before, after }: AroundWorkbox,
): void {
  const workbox = webpack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER - 10;
  const { processAssets } = compilation.hooks;
  let hasFailed = false;
  const attempt = async (run: () => Promise<void>): Promise<void> => {
    try {
      await run();
    } catch (error) {
      hasFailed = true;
      compilation.errors.push(printable(error));
    }
  };
  processAssets.tapPromise({ name: NAME, stage: workbox - 10 }, () => attempt(before));
  processAssets.tapPromise({ name: NAME, stage: workbox + 5 }, async () => {
    if (!hasFailed)
      await attempt(async () => {
        if (isThere(compilation, worker)) after?.();
      });
    if (hasFailed && compilation.getAsset(worker)) compilation.deleteAsset(worker);
  });
}

/** The bundler tells them at the end of the build. */
export function warn(compilation: Compilation, warnings: readonly Error[]): void {
  for (const warning of warnings) compilation.warnings.push(printable(warning));
}

/** As webpack prints errors: it takes `details` for a text, those of a cause too. */
function printable(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (!(error instanceof BackgroundFetchBuildError)) return error;
  const { name, message, stack, code } = error;
  return Object.assign(new Error(message), { name, stack, code });
}

/** Where others have said what is wrong, that is why there is no worker. */
function isThere(compilation: Compilation, worker: string): boolean {
  if (compilation.getAsset(worker)) return true;
  if (compilation.errors.length > 0) return false;
  const scripts = compilation
    .getAssets()
    .map(({ name }) => name)
    .filter((name) => /\.[cm]?js$/.test(name) && !isPartOfWorker(name, worker));
  throw new BackgroundFetchBuildError('worker-not-found', { worker, scripts });
}
