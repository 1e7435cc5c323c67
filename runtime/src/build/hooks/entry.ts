import { modulePath, runtimePath } from '../module-path.ts';
import type { Part } from '../options/parts-of.ts';
import { importParts } from './import-parts.ts';

const REGISTER = 'sw/register-with-plugins.js';

/** What a bundler is told to compile: the runtime, and the app's hooks with it. */
export const HOOKS_ENTRY = 'virtual:background-fetch/hooks';

const RESOLVED = `\0${HOOKS_ENTRY}`;

/** Where a bundler has found a module; it has more to say of it. */
interface Found {
  id: string;
}

/** What a bundler's hooks are called with, as far as Rollup, Rolldown and Vite have it in common. */
interface Context {
  resolve(source: string, importer: string, options: { skipSelf: boolean }): Promise<Found | null>;
}

/** A plugin for Rollup, Rolldown and Vite. */
export interface HooksEntryPlugin {
  name: string;
  enforce: 'pre';
  resolveId(
    this: Context,
    source: string,
    importer: string | undefined,
  ): Promise<Found | null> | string | undefined;
  load(id: string): string | undefined;
}

/** Workbox's modules that the runtime itself has. */
const SHARED = /^workbox-(?:core|strategies)(?:\/|$)/;

/** Workbox's modules leave a mark each in the global scope, which may have those of the app's own worker already. */
const MARK = /[\\/]workbox-[\w-]+[\\/]_version\.m?js$/;

/**
 * What registers the routes of the config in the line before, with hooks.
 *
 * @param file - the module of the hooks, absolute.
 */
export function hooksEntryCode(file: string, parts: readonly Part[]): string {
  const { imports, names } = importParts(parts, runtimePath);
  const call = ['{ hooks }', ...(names.length > 0 ? [`{ ${names.join(', ')} }`] : [])].join(', ');
  return [
    `import * as hooks from ${modulePath(file)};`,
    `import { registerWithPlugins } from ${runtimePath(REGISTER)};`,
    ...imports,
    `registerWithPlugins(self.__BGF_CONFIG, ${call});`,
  ].join('\n');
}

/** Serves {@link HOOKS_ENTRY}, and gives the hooks the runtime's own copy of Workbox's modules. */
export function hooksEntryPlugin(file: string, parts: readonly Part[]): HooksEntryPlugin {
  return {
    name: 'workbox-background-fetch:hooks',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source === HOOKS_ENTRY) return RESOLVED;
      if (importer === undefined || !SHARED.test(source)) return undefined;
      return this.resolve(source, JSON.parse(runtimePath(REGISTER)), { skipSelf: true });
    },
    load(id) {
      if (id === RESOLVED) return hooksEntryCode(file, parts);
      return MARK.test(id) ? '' : undefined;
    },
  };
}
