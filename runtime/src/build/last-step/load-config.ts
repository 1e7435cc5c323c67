import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BackgroundFetchOptions } from '../../shared/route.ts';
import { BackgroundFetchBuildError } from '../errors.ts';

/**
 * Loads the routes from a module, of either of Node's systems.
 *
 * @throws BackgroundFetchBuildError `config-not-loaded`
 */
export async function loadConfig(file: string): Promise<BackgroundFetchOptions> {
  const config = resolve(file);
  const fail = (reason: string, cause?: unknown): never => {
    throw new BackgroundFetchBuildError('config-not-loaded', { config, reason }, { cause });
  };
  await access(config).catch((error) => fail('there is no such file', error));
  const module: { default?: unknown } = await import(pathToFileURL(config).href).catch((error: unknown) =>
    fail(error instanceof Error ? error.message : String(error), error),
  );
  // The options are checked where they are used.
  return (module.default as BackgroundFetchOptions | undefined) ?? fail('it has no default export');
}
