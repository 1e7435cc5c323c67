import { withPwa } from '@vite-pwa/vitepress';
import { backgroundFetch } from 'vite-plugin-background-fetch';
import { defineConfig } from 'vitepress';

const bf = backgroundFetch({
  routes: [
    { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
    { id: 'models', requests: { glob: 'models/**' } },
  ],
});

export default withPwa(
  defineConfig({
    title: 'Radio',
    base: process.env.BASE ?? '/',
    vite: { plugins: [bf] },
    pwa: {
      outDir: '.vitepress/dist',
      registerType: 'autoUpdate',
      injectRegister: 'script',
      manifest: { name: 'Radio', icons: [] },
      devOptions: { enabled: true },
      integration: bf.integration,
    },
  }),
);
