import { defineConfig } from 'vite';
import { backgroundFetch } from 'vite-plugin-background-fetch';

// As Laravel lays it out: the server's folder is public/, and Vite builds into a part of it.
export default defineConfig({
  base: '/build/',
  publicDir: false,
  build: { outDir: 'public/build' },
  plugins: [
    backgroundFetch({
      routes: [
        { id: 'episode/:slug', requests: '/media/:slug.mp3', title: 'Episode :slug' },
        { id: 'models', requests: { glob: 'models/**' } },
      ],
      publicDir: 'public',
      generateSW: { swDest: '../sw.js' },
    }),
  ],
});
