import { resolve } from 'node:path';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';
import CopyPlugin from 'copy-webpack-plugin';
import HtmlPlugin from 'html-webpack-plugin';
import workbox from 'workbox-webpack-plugin';

// A server in another language serves "public", and its pages use what is in "public/build".
const { BASE = '/build/' } = process.env;

export default {
  entry: './src/main.js',
  output: { path: resolve(`public${BASE}`), publicPath: BASE, filename: '[name].[contenthash].js' },
  plugins: [
    new HtmlPlugin({ title: 'Radio' }),
    new CopyPlugin({ patterns: [{ from: 'assets' }] }),
    // Above its folder, so that its scope has the pages.
    new workbox.GenerateSW({
      swDest: '../sw.js',
      skipWaiting: true,
      clientsClaim: true,
      exclude: [/^media\//],
    }),
    new BackgroundFetchWebpackPlugin({
      routes: [
        { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
        { id: 'models', requests: { glob: 'models/**' } },
      ],
    }),
  ],
};
