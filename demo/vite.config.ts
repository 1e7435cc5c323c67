import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type PluginOption, type UserConfig } from 'vite';
import { backgroundFetch } from 'vite-plugin-background-fetch';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';
import { routes } from './routes.ts';
import { libraryMiddleware } from './server/dev-middleware.ts';

/** The ways to make the service worker; DEMO_WORKER names one. */
export type WorkerMode = keyof typeof ways;

const workbox = {
  clientsClaim: true,
  skipWaiting: true,
  navigateFallback: 'index.html',
  globPatterns: ['**/*.{js,css,html,webmanifest}', 'icons/*.svg', 'media/*.svg'],
};

const pwa: Partial<VitePWAOptions> = { manifest: false, injectRegister: false };

const ways = {
  'generate-sw': (): PluginOption => backgroundFetch({ routes, generateSW: workbox }),
  'inject-manifest': (): PluginOption =>
    backgroundFetch({
      routes,
      injectManifest: { swSrc: 'src/worker/sw.ts', globPatterns: workbox.globPatterns },
    }),
  'pwa-generate-sw': (): PluginOption => {
    const bf = backgroundFetch({ routes });
    return [bf, VitePWA({ ...pwa, integration: bf.integration, workbox })];
  },
  'pwa-inject-manifest': (): PluginOption => {
    const bf = backgroundFetch({ routes });
    const worker: Partial<VitePWAOptions> = {
      strategies: 'injectManifest',
      srcDir: 'src/worker',
      filename: 'sw.ts',
      injectManifest: { globPatterns: workbox.globPatterns },
    };
    return [VitePWA({ ...pwa, ...worker, integration: bf.integration }), bf];
  },
  'pwa-option': (): PluginOption => backgroundFetch({ routes, pwa: { ...pwa, workbox } }),
};

const mode = (process.env.DEMO_WORKER ?? 'generate-sw') as WorkerMode;

/** The API of the albums, on the dev server. */
const library: Plugin = {
  name: 'demo-library',
  configureServer(server) {
    server.middlewares.use(libraryMiddleware(fileURLToPath(new URL('build/library', import.meta.url))));
  },
};

const config: UserConfig = defineConfig({
  plugins: [ways[mode](), library],
  build: { outDir: `build/vite-${mode}`, sourcemap: true },
});

export default config;
