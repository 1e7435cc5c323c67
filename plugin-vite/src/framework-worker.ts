import { relative } from 'node:path';
import { normalizePath, type Plugin } from 'vite';
import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';
import { WORKER_MODULE } from 'workbox-background-fetch/build/internal';
import { environmentOf } from './client-build.ts';
import type { StandaloneOptions } from './options.ts';
import { isMadeByFramework, type State, WORKER_ENVIRONMENT } from './state.ts';
import { RESOLVED_WORKER_MODULE } from './worker-module.ts';

/** Holds a worker of the app's own, where a framework compiles it, to importing the routes. */
export function frameworkWorker(state: State, options: StandaloneOptions): Plugin {
  return {
    name: 'vite-plugin-background-fetch:framework-worker',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === WORKER_ENVIRONMENT,
    generateBundle(_output, bundle) {
      const { config } = state;
      if (environmentOf(this) !== WORKER_ENVIRONMENT || !config || !isMadeByFramework(config, options))
        return;
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      if (chunks.some(({ moduleIds }) => moduleIds.includes(RESOLVED_WORKER_MODULE))) return;
      const entry = chunks.find(({ isEntry }) => isEntry)?.facadeModuleId ?? WORKER_ENVIRONMENT;
      const worker = normalizePath(relative(config.root, entry));
      throw new BackgroundFetchBuildError('routes-not-imported', { worker, module: WORKER_MODULE });
    },
  };
}
