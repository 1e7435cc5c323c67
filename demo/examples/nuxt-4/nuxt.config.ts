import { backgroundFetch } from 'vite-plugin-background-fetch';

const bf = backgroundFetch({
  routes: [
    { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
    { id: 'models', requests: { glob: 'models/**' } },
  ],
});

export default defineNuxtConfig({
  compatibilityDate: '2025-07-15',
  telemetry: false,
  app: { baseURL: process.env.BASE ?? '/' },
  modules: ['@vite-pwa/nuxt'],
  // The page that the server renders is precached, and comes back without a network.
  routeRules: { '/': { prerender: true } },
  vite: { plugins: [bf] },
  pwa: {
    registerType: 'autoUpdate',
    manifest: { name: 'Radio', icons: [] },
    workbox: { globPatterns: ['**/*.{js,css,html}'] },
    devOptions: { enabled: true },
    integration: bf.integration,
  },
});
