import type { PluginOption } from 'vite';
import type { VitePWAOptions } from 'vite-plugin-pwa';
import type { BackgroundFetchOptions } from 'workbox-background-fetch/build';
import {
  type DeclarationOption,
  type MoreOptions,
  pathOrFalse,
} from 'workbox-background-fetch/build/internal';
import type { GenerateSWOptions, InjectManifestOptions } from 'workbox-build';

/** Options of {@link backgroundFetch}. */
export interface ViteBackgroundFetchOptions extends BackgroundFetchOptions {
  /**
   * Where to write the declaration of `virtual:background-fetch`, relative to the root; false to write none. Default:
   * `src/background-fetch.d.ts` where there is a folder `src`, otherwise `background-fetch.d.ts`.
   */
  dts?: DeclarationOption;
  /**
   * Without vite-plugin-pwa: options for workbox-build's generateSW, over our defaults (scripts, styles and pages
   * are precached, but no glob requests). `swDest` is relative to the output folder; default `sw.js`.
   */
  generateSW?: Partial<GenerateSWOptions>;
  /**
   * Without vite-plugin-pwa: compile the worker in `swSrc` (relative to the root) and inject the precache manifest.
   * `swDest` is relative to the output folder; default `sw.js`.
   */
  injectManifest?: Partial<InjectManifestOptions> & {
    swSrc: string;
    /**
     * The plugins that compile the worker. Default: those of the app, as far as they resolve, load and transform modules.
     */
    plugins?: PluginOption[];
  };
  /**
   * A folder of files that the app serves and Vite does not copy, relative to the root, such as `public` of Laravel. Globs, sizes
   * and revisions then know them.
   */
  publicDir?: string | false;
  /** With vite-plugin-pwa: its options. The plugin adds it, wired up. */
  pwa?: Partial<VitePWAOptions>;
}

/** The options for Vite alone. */
export type StandaloneOptions = Pick<ViteBackgroundFetchOptions, 'generateSW' | 'injectManifest'>;

const path = { type: 'string', minLength: 1 };

/** Our options beside those of the routes. What is for Workbox and vite-plugin-pwa they check themselves. */
export const OWN: MoreOptions = {
  own: {
    dts: pathOrFalse,
    publicDir: pathOrFalse,
    pwa: { type: 'object' },
    generateSW: { type: 'object', properties: { swDest: path } },
    injectManifest: {
      type: 'object',
      required: ['swSrc'],
      properties: { swSrc: path, swDest: path, plugins: { type: 'array' } },
    },
  } satisfies Partial<Record<keyof ViteBackgroundFetchOptions, object>>,
  inside: [
    { of: 'injectManifest', names: ['swSrc', 'injectionPoint', 'plugins'] },
    {
      of: 'pwa',
      names: [
        'devOptions',
        'filename',
        'includeAssets',
        'injectRegister',
        'manifest',
        'registerType',
        'srcDir',
        'strategies',
        'workbox',
      ] satisfies (keyof VitePWAOptions)[],
    },
    {
      of: 'generateSW',
      names: [
        'clientsClaim',
        'globIgnores',
        'globPatterns',
        'importScripts',
        'navigateFallback',
        'runtimeCaching',
        'skipWaiting',
        'swDest',
      ] satisfies (keyof GenerateSWOptions)[],
    },
  ],
};
