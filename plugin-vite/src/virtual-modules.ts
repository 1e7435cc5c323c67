import type { Plugin } from 'vite';
import {
  CLIENT_MODULE,
  clientModuleCode,
  type DeclarationOption,
  writeDeclaration,
} from 'workbox-background-fetch/build';
import type { State } from './state.ts';

const RESOLVED = `\0${CLIENT_MODULE}`;

/** Serves `virtual:background-fetch` to pages and writes its declaration file. */
export function virtualModules(state: State, dts: DeclarationOption): Plugin {
  return {
    name: 'vite-plugin-background-fetch',
    async configResolved(config) {
      state.config = config;
      await writeDeclaration(state.options, config.root, dts, 'vite-plugin-background-fetch/client');
    },
    resolveId: {
      filter: { id: /^virtual:background-fetch$/ },
      handler: () => RESOLVED,
    },
    load: {
      filter: { id: /^\0virtual:background-fetch$/ },
      handler: () => clientModuleCode(state.options.fallback),
    },
  };
}
