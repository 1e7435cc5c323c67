import { join } from 'node:path';
import { build, type InlineConfig, type PluginOption } from 'vite';
import { backgroundFetch } from 'vite-plugin-background-fetch';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';
import type { Integration, Place } from '../support/integration.ts';
import { optionsFor } from '../support/routes.ts';

const dts = false;
const workbox = { skipWaiting: true, clientsClaim: true, sourcemap: true };
const pwa: Partial<VitePWAOptions> = { manifest: false, injectRegister: false };

function viaVite(
  name: string,
  kind: Integration['kind'],
  plugins: (place: Place) => PluginOption,
): Integration {
  const config = (place: Place, others: PluginOption = []): InlineConfig => ({
    root: place.root,
    configFile: false,
    logLevel: 'error',
    plugins: [plugins(place), others],
    resolve: { alias: { '@': join(place.root, 'src') } },
    build: { outDir: place.out, emptyOutDir: true, sourcemap: true },
  });
  return {
    name,
    kind,
    ...(kind === 'compiled' ? { source: 'src/sw.js' } : {}),
    async build(place) {
      await build(config(place));
    },
    async watch(place) {
      const end = new End();
      const { build: options, ...others } = config(place, end.plugin);
      const first = end.next();
      const watcher = await build({ ...others, build: { ...options, watch: {} } });
      if (!('on' in watcher)) throw new Error('Vite does not watch');
      watcher.on('event', (event) => {
        if (event.code === 'ERROR') end.settle(event.error);
      });
      await first;
      return { next: () => end.next(), close: () => watcher.close() };
    },
  };
}

/** Tells when all other plugins have done their work, which is after the watcher's own event. */
class End {
  settle: (failed?: Error) => void = () => {};
  readonly plugin: PluginOption = {
    name: 'end',
    enforce: 'post',
    closeBundle: { order: 'post', sequential: true, handler: () => this.settle() },
  };

  next(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.settle = (failed) => (failed ? reject(failed) : resolve());
    });
  }
}

export const vite: Integration[] = [
  viaVite('Vite, generateSW', 'imports', (place) =>
    backgroundFetch({ ...optionsFor(place), dts, generateSW: workbox }),
  ),
  viaVite('Vite, injectManifest', 'compiled', (place) =>
    backgroundFetch({ ...optionsFor(place), dts, injectManifest: { swSrc: 'src/sw.js' } }),
  ),
  viaVite('vite-plugin-pwa, generateSW', 'imports', (place) => {
    const bf = backgroundFetch({ ...optionsFor(place), dts });
    return [bf, VitePWA({ ...pwa, integration: bf.integration, workbox })];
  }),
  viaVite('vite-plugin-pwa, injectManifest', 'compiled', (place) => {
    const bf = backgroundFetch({ ...optionsFor(place), dts });
    const strategy = { strategies: 'injectManifest', srcDir: 'src', filename: 'sw.js' } as const;
    return [VitePWA({ ...pwa, ...strategy, integration: bf.integration }), bf];
  }),
];
