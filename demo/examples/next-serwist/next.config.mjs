import { randomUUID } from 'node:crypto';
import withSerwistInit from '@serwist/next';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';

const page = { url: process.env.BASE ?? '/', revision: randomUUID(), size: 0 };

const withSerwist = withSerwistInit({
  swSrc: 'app/sw.js',
  swDest: 'public/sw.js',
  // All of "public" is precached, but for the files of globs, and here for what templates lead to.
  globPublicPatterns: ['**/!(*.mp3)'],
  manifestTransforms: [(entries) => ({ manifest: [...entries, page], warnings: [] })],
});

export default withSerwist({
  // Such as "/app"; without it the app is at the root.
  basePath: process.env.BASE?.replace(/\/$/, ''),
  // With a base path, the scope of the service worker is "/app/": "/app" alone would be outside of it.
  trailingSlash: true,
  webpack(config) {
    config.plugins.push(
      new BackgroundFetchWebpackPlugin({
        routes: [
          { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
          { id: 'models', requests: { glob: 'models/**' } },
        ],
      }),
    );
    return config;
  },
});
