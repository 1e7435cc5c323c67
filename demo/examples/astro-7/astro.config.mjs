import AstroPWA from '@vite-pwa/astro';
import { defineConfig } from 'astro/config';
import { backgroundFetch } from 'vite-plugin-background-fetch';

const bf = backgroundFetch({
  routes: [
    { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
    { id: 'models', requests: { glob: 'models/**' } },
  ],
});
const base = process.env.BASE ?? '/';

export default defineConfig({
  base,
  vite: { plugins: [bf] },
  integrations: [
    AstroPWA({
      base,
      scope: base,
      registerType: 'autoUpdate',
      manifest: { name: 'Radio', icons: [] },
      devOptions: { enabled: true },
      integration: bf.integration,
    }),
  ],
});
