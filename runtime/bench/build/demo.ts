import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { backgroundFetch } from 'vite-plugin-background-fetch';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';
import { routes } from '../../../demo/routes.ts';
import type { Pair } from '../support/pairs.ts';

const root = fileURLToPath(new URL('../../../demo', import.meta.url));
const pwa: Partial<VitePWAOptions> = {
  manifest: false,
  injectRegister: false,
  workbox: { globIgnores: ['pyodide/**'] },
};

/** The demo imports the client all the same. */
const withoutClient: Plugin = {
  name: 'without-client',
  resolveId: (id) => (id === 'virtual:background-fetch' ? '\0without-client' : undefined),
  load: (id) => (id === '\0without-client' ? 'export const downloads = new EventTarget();' : undefined),
};

/** The demo, whose files are fewer and larger. */
export const demoTool = {
  name: "the demo's build beside vite-plugin-pwa",
  async build(contestant: keyof Pair): Promise<void> {
    await build({
      configFile: false,
      root,
      logLevel: 'silent',
      plugins: contestant === 'ours' ? [backgroundFetch({ routes, pwa })] : [withoutClient, VitePWA(pwa)],
      build: { outDir: `build/bench-${contestant}`, emptyOutDir: true },
    });
  },
};
