import { join } from 'node:path';
import type { ResolvedConfig } from 'vite';
import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';
import { WORKER_MODULE } from 'workbox-background-fetch/build/internal';
import type { Place } from './output.ts';
import { outputFolder } from './output-folder.ts';
import type { State } from './state.ts';

/** What the build for the browser has given. */
export interface ClientBuild {
  /** Absolute. */
  folder: string;
  /** Paths, relative to the folder, of the files whose names change with their content. */
  hashed: ReadonlySet<string>;
}

/**
 * The last one of each root. Some frameworks load the config once more for the server's build and make the worker there, where
 * another instance of the plugin has to know.
 */
const builds = new Map<string, ClientBuild>();

/** The build for the browser of this root, as far as it has come in this process. */
export function clientBuildOf(root: string): ClientBuild | undefined {
  return builds.get(root);
}

/**
 * Where the browser's files are, for a worker that a framework compiles when they are written, and puts among them.
 *
 * @throws BackgroundFetchBuildError `worker-before-client`
 */
export function appPlace({ root, base }: ResolvedConfig): Place {
  const client = builds.get(root);
  if (!client) throw new BackgroundFetchBuildError('worker-before-client', { module: WORKER_MODULE });
  return { ...client, base, worker: join(client.folder, 'sw.js') };
}

/** Notes what a build for the browser is going to write, and which of its names change with their content. */
export function noteClientBuild(config: ResolvedConfig, hashed: readonly string[]): void {
  const folder = outputFolder(config);
  const known = builds.get(config.root);
  const before = known?.folder === folder ? known.hashed : [];
  builds.set(config.root, { folder, hashed: new Set([...before, ...hashed]) });
}

/** What hooks have for `this`; before Vite 6 there are no environments. */
interface HookContext {
  environment?: { name: string; config: object };
}

/** The name of the environment that a hook runs in; undefined before Vite 6. */
export function environmentOf(context: object): string | undefined {
  return (context as HookContext).environment?.name;
}

/** Whether a hook runs for the browser's part of the app. */
export function isForClient(context: object, { isServerBuild }: State): boolean {
  const environment = environmentOf(context);
  return environment === undefined ? !isServerBuild : environment === 'client';
}

/** The config of the environment that a hook runs in, with what only the whole has. */
export function configOf(context: object, config: ResolvedConfig): ResolvedConfig {
  const { environment } = context as HookContext;
  if (!environment) return config;
  const { build } = environment.config as Pick<ResolvedConfig, 'build'>;
  return { ...config, build } as ResolvedConfig;
}
