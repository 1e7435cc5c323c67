import withPWAInit from '@ducanh2912/next-pwa';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';

const withPWA = withPWAInit({
  dest: 'public',
  // Everything else in "public" is precached; the files of globs never are.
  publicExcludes: ['!media/**/*'],
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
