import { defineConfig, type PluginOption } from 'vite';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';
import { backgroundFetch } from 'vite-plugin-background-fetch';
import { routes } from './routes.ts';

/** The ways to make the service worker, all of which the demo's tests go through. */
export type WorkerMode =
  | 'generate-sw'
  | 'inject-manifest'
  | 'pwa-generate-sw'
  | 'pwa-inject-manifest'
  | 'pwa-option';

const workbox = { clientsClaim: true, skipWaiting: true, navigateFallback: 'index.html', globPatterns: ['**/*.{js,css,html,webmanifest}'] };

const pwa: Partial<VitePWAOptions> = { manifest: false, injectRegister: false };

const ways: Record<WorkerMode, () => PluginOption> = {
  'generate-sw': () => backgroundFetch({ routes, generateSW: workbox }),
  'inject-manifest': () => backgroundFetch({ routes, injectManifest: { swSrc: 'src/worker/sw.ts' } }),
  'pwa-generate-sw': () => {
    const bf = backgroundFetch({ routes });
    return [bf, VitePWA({ ...pwa, integration: bf.integration, workbox })];
  },
  'pwa-inject-manifest': () => {
    const bf = backgroundFetch({ routes });
    return [
      VitePWA({ ...pwa, integration: bf.integration, strategies: 'injectManifest', srcDir: 'src/worker', filename: 'sw.ts' }),
      bf,
    ];
  },
  'pwa-option': () => backgroundFetch({ routes, pwa: { ...pwa, workbox } }),
};

const mode = (process.env['DEMO_WORKER'] ?? 'generate-sw') as WorkerMode;

export default defineConfig({
  plugins: [ways[mode]()],
  build: { outDir: `build/${mode}`, sourcemap: true },
});
