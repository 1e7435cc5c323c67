import type { ResolvedConfig } from 'vite';

/** While Vite watches, nobody hears of an error in `closeBundle` and Node would end Vite: it is logged instead. */
export async function surviving(
  { logger, build }: Pick<ResolvedConfig, 'logger' | 'build'>,
  work: Promise<void>,
): Promise<void> {
  if (!build.watch) return work;
  await work.catch((error: Error) => logger.error(error.message, { error }));
}
