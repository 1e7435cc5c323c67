import { tanstackStart } from '@tanstack/react-start/plugin/vite';
import viteReact from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { backgroundFetch } from 'vite-plugin-background-fetch';

export default defineConfig({
  base: process.env.BASE,
  plugins: [
    tanstackStart({ spa: { enabled: true } }),
    viteReact(),
    backgroundFetch({
      routes: [
        { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
        { id: 'models', requests: { glob: 'models/**' } },
      ],
      generateSW: { navigateFallback: `${process.env.BASE ?? '/'}_shell.html` },
    }),
  ],
});
