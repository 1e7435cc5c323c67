import { defineConfig } from 'vite';
import { backgroundFetch } from 'vite-plugin-background-fetch';

export default defineConfig({
  base: process.env.BASE,
  plugins: [
    {
      name: 'greeting',
      resolveId: (id) => (id === 'virtual:greeting' ? id : undefined),
      load: (id) => (id === 'virtual:greeting' ? `export default 'Hello';` : undefined),
    },
    backgroundFetch({
      injectManifest: { swSrc: 'worker/sw.ts' },
      routes: [
        { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
        { id: 'models', requests: { glob: 'models/**' } },
      ],
    }),
  ],
});
