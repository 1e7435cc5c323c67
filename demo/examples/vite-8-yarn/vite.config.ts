import { defineConfig } from 'vite';
import { backgroundFetch } from 'vite-plugin-background-fetch';

export default defineConfig({
  base: process.env.BASE,
  plugins: [
    backgroundFetch({
      routes: [
        { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
        { id: 'models', requests: { glob: 'models/**' } },
      ],
    }),
  ],
});
