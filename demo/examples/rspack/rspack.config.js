import { resolve } from 'node:path';
import { rspack } from '@rspack/core';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';
import workbox from 'workbox-webpack-plugin';

const { BASE = '/' } = process.env;

export default {
  entry: './src/main.js',
  output: { path: resolve(`dist${BASE}`), publicPath: BASE, filename: '[name].[contenthash].js' },
  plugins: [
    new rspack.HtmlRspackPlugin({ title: 'Radio' }),
    new rspack.CopyRspackPlugin({ patterns: [{ from: 'public' }] }),
    new workbox.GenerateSW({ swDest: 'sw.js', skipWaiting: true, clientsClaim: true, exclude: [/^media\//] }),
    new BackgroundFetchWebpackPlugin({
      routes: [
        { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
        { id: 'models', requests: { glob: 'models/**' } },
      ],
    }),
  ],
};
