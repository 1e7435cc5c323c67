import type { ResolvedConfig } from 'vite';
import {
  type BuildOutput,
  createWorkerConfig as create,
  type ResolvedOptions,
  type WorkerBuild,
} from 'workbox-background-fetch/build/internal';

/** Makes the worker's config, and warns as Vite does. Some frameworks have it made several times. */
export async function createWorkerConfig(
  { logger }: Pick<ResolvedConfig, 'logger'>,
  options: ResolvedOptions,
  output: BuildOutput,
): Promise<WorkerBuild> {
  const worker = await create(options, output);
  for (const { message } of worker.warnings) logger.warnOnce(message);
  return worker;
}
