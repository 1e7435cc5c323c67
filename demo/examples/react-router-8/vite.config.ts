import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';
import { backgroundFetch } from 'vite-plugin-background-fetch';

export default defineConfig({
  base: process.env.BASE,
  plugins: [
    reactRouter(),
    backgroundFetch({
      routes: [
        { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
        { id: 'models', requests: { glob: 'models/**' } },
      ],
      generateSW: {
        runtimeCaching: [
          { urlPattern: ({ request }) => request.mode === 'navigate', handler: 'NetworkFirst' },
        ],
      },
    }),
  ],
});
