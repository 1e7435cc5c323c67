import type { PluginOption } from 'vite';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';
import type { BackgroundFetchOptions } from 'workbox-background-fetch/build';
import { backgroundFetch } from '../../src/index.ts';

/** A way to have the service worker made. */
export interface Way {
  name: string;
  /** A generated worker imports a script, a compiled one contains the routes. */
  isCompiled: boolean;
  plugins(): PluginOption[];
}

export const ROUTES: BackgroundFetchOptions = {
  routes: [
    { id: 'track/:name', requests: 'media/:name.bin', cacheName: 'media' },
    { id: 'models', requests: { glob: 'assets/*.bin' } },
  ],
};

/** Wider than the defaults, so that what must not be precached would be. */
export const globPatterns: string[] = ['**/*.{js,css,html,bin}'];

/** Options of vite-plugin-pwa for both strategies. */
export const PWA: Partial<VitePWAOptions> = {
  manifest: { name: 'Radio', theme_color: '#ffffff', icons: [] },
  injectRegister: false,
  workbox: { globPatterns },
};

/** The same, with a worker to compile. */
export const PWA_COMPILED: Partial<VitePWAOptions> = {
  manifest: false,
  injectRegister: false,
  strategies: 'injectManifest',
  srcDir: 'src',
  filename: 'sw.ts',
  injectManifest: { globPatterns },
};

export const WAYS: Way[] = [
  {
    name: 'generateSW',
    isCompiled: false,
    plugins: () => backgroundFetch({ ...ROUTES, generateSW: { globPatterns } }),
  },
  {
    name: 'injectManifest',
    isCompiled: true,
    plugins: () => backgroundFetch({ ...ROUTES, injectManifest: { swSrc: 'src/sw.ts', globPatterns } }),
  },
  { name: 'VitePWA, generateSW', isCompiled: false, plugins: () => beside(PWA) },
  { name: 'VitePWA first, generateSW', isCompiled: false, plugins: () => beside(PWA).reverse() },
  { name: 'VitePWA, injectManifest', isCompiled: true, plugins: () => beside(PWA_COMPILED) },
  { name: 'VitePWA first, injectManifest', isCompiled: true, plugins: () => beside(PWA_COMPILED).reverse() },
  {
    name: 'option pwa, generateSW',
    isCompiled: false,
    plugins: () => backgroundFetch({ ...ROUTES, pwa: PWA }),
  },
  {
    name: 'option pwa, injectManifest',
    isCompiled: true,
    plugins: () => backgroundFetch({ ...ROUTES, pwa: PWA_COMPILED }),
  },
];

/** The two plugins beside each other; VitePWA changes its options, so each call has its own. */
export function beside(pwa: Partial<VitePWAOptions>): PluginOption[] {
  const bf = backgroundFetch(ROUTES);
  return [bf, VitePWA({ ...structuredCopy(pwa), integration: bf.integration })];
}

function structuredCopy(pwa: Partial<VitePWAOptions>): Partial<VitePWAOptions> {
  const { workbox, injectManifest, ...others } = pwa;
  return {
    ...others,
    ...(workbox ? { workbox: { ...workbox } } : {}),
    ...(injectManifest ? { injectManifest: { ...injectManifest } } : {}),
  };
}
