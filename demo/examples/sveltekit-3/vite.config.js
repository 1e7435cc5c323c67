import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { backgroundFetch } from 'vite-plugin-background-fetch';

const base = process.env.BASE ?? '/';

export default defineConfig({
  plugins: [
    sveltekit({ adapter: adapter(), paths: { base: base.replace(/\/$/, '') } }),
    backgroundFetch({
      routes: [
        { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
        { id: 'models', requests: { glob: 'models/**' } },
      ],
    }),
  ],
});
