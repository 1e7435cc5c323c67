import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { backgroundFetch } from 'vite-plugin-background-fetch';
import { VitePWA } from 'vite-plugin-pwa';

const bf = backgroundFetch({
  routes: [
    { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
    { id: 'models', requests: { glob: 'models/**' } },
  ],
});

export default defineConfig({
  base: process.env.BASE,
  plugins: [
    react(),
    bf,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      registerType: 'autoUpdate',
      manifest: { name: 'Radio', icons: [] },
      devOptions: { enabled: true, type: 'module' },
      integration: bf.integration,
    }),
  ],
});
