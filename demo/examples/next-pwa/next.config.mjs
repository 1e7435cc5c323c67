import { randomUUID } from 'node:crypto';
import withPWAInit from '@ducanh2912/next-pwa';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';

const page = { url: process.env.BASE ?? '/', revision: randomUUID(), size: 0 };

const withPWA = withPWAInit({
  dest: 'public',
  // Everything else in "public" is precached; the files of globs never are.
  publicExcludes: ['!media/**/*'],
  // With a base path, the page that was open first would not come back without a network.
  workboxOptions: {
    manifestTransforms: [(entries) => ({ manifest: [...entries, page], warnings: [] })],
  },
});

export default withPWA({
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
