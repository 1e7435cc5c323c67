import { defineConfig } from '@rsbuild/core';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';
import workbox from 'workbox-webpack-plugin';

export default defineConfig({
  server: { base: process.env.BASE },
  tools: {
    rspack: {
      plugins: [
        new workbox.GenerateSW({ swDest: 'sw.js', skipWaiting: true, clientsClaim: true }),
        new BackgroundFetchWebpackPlugin({
          routes: [
            { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
            { id: 'models', requests: { glob: 'models/**' } },
          ],
        }),
      ],
    },
  },
});
