import { sveltekit } from '@sveltejs/kit/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { defineConfig } from 'vite';
import { backgroundFetch } from 'vite-plugin-background-fetch';

const bf = backgroundFetch({
  routes: [
    { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
    { id: 'models', requests: { glob: 'models/**' } },
  ],
});
const base = process.env.BASE ?? '/';

export default defineConfig({
  plugins: [
    sveltekit(),
    bf,
    SvelteKitPWA({
      base,
      scope: base,
      kit: { base },
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'service-worker.js',
      registerType: 'autoUpdate',
      manifest: { name: 'Radio', icons: [] },
      devOptions: { enabled: true, type: 'module' },
      integration: bf.integration,
    }),
  ],
});
