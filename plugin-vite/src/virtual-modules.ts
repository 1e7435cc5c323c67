import type { Plugin } from 'vite';
import {
  CLIENT_MODULE,
  clientModuleCode,
  type DeclarationOption,
  writeDeclaration,
} from 'workbox-background-fetch/build/internal';
import { configOf, isForClient, noteClientBuild } from './client-build.ts';
import { type Asked, hashedNames, noting } from './hashed-names.ts';
import { NAME } from './one-worker.ts';
import type { State } from './state.ts';

/** The module of this package that pages import, and that editors know the types of. */
export const CLIENT_ENTRY = 'vite-plugin-background-fetch/client';

const RESOLVED = `\0${CLIENT_MODULE}`;

/** Serves the client to pages, as a virtual module and in place of this package's own, and writes its declaration file. */
export function virtualModules(state: State, dts: DeclarationOption): Plugin {
  let asked: Asked = new Map();
  return {
    name: NAME,
    // Vite finds the package's own module otherwise.
    enforce: 'pre',
    config({ plugins }) {
      state.plugins = plugins ?? [];
      return {
        // Bundled beforehand, it would be the package's own module.
        optimizeDeps: { exclude: [CLIENT_ENTRY] },
        ssr: { noExternal: ['vite-plugin-background-fetch', 'workbox-background-fetch', 'workbox-window'] },
      };
    },
    async configResolved(config) {
      state.isServerBuild = Boolean(config.build.ssr);
      // Astro starts a dev server before it builds, and its builds for browser and server share a config that is the server's.
      const isFirst = state.config?.command !== config.command;
      if (!state.isServerBuild || isFirst) state.config = config;
      await writeDeclaration(state.options, config.root, dts, CLIENT_ENTRY);
    },
    // Before Vite 6.3, filters of hooks are not heeded everywhere.
    resolveId: {
      filter: { id: /^(?:virtual:background-fetch|vite-plugin-background-fetch\/client)$/ },
      handler: (id) => (id === CLIENT_MODULE || id === CLIENT_ENTRY ? RESOLVED : undefined),
    },
    load: {
      filter: { id: /^\0virtual:background-fetch$/ },
      handler: (id) => (id === RESOLVED ? clientModuleCode(state.options.fallback) : undefined),
    },
    outputOptions: {
      order: 'post',
      handler(output) {
        if (!isForClient(this, state)) return output;
        asked = new Map();
        return { ...output, assetFileNames: noting(output.assetFileNames, asked) };
      },
    },
    generateBundle: {
      order: 'post',
      handler(output, bundle) {
        if (state.config && isForClient(this, state))
          noteClientBuild(configOf(this, state.config), hashedNames(output, bundle, asked));
      },
    },
  };
}
