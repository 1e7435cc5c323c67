import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';
import CopyPlugin from 'copy-webpack-plugin';
import HtmlPlugin from 'html-webpack-plugin';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import type { Configuration, WebpackPluginInstance } from 'webpack';
import workbox from 'workbox-webpack-plugin';
import { routes } from './routes.ts';

const root = import.meta.dirname;

/** What is precached, as with Vite: the app, its icons and the covers. */
const include = [/\.(?:js|css|html|webmanifest)$/, /^(?:icons|media)\/.*\.svg$/];

/** The ways to make the service worker; DEMO_WORKER names one. */
const ways = {
  'generate-sw': (): WebpackPluginInstance =>
    new workbox.GenerateSW({
      swDest: 'sw.js',
      include,
      clientsClaim: true,
      skipWaiting: true,
      navigateFallback: 'index.html',
    }),
  'inject-manifest': (): WebpackPluginInstance =>
    new workbox.InjectManifest({ swSrc: resolve(root, 'src/worker/sw.ts'), include }),
};

const mode = (process.env.DEMO_WORKER ?? 'generate-sw') as keyof typeof ways;

const config: Configuration = {
  context: root,
  mode: 'production',
  devtool: 'source-map',
  entry: './src/main.ts',
  output: {
    path: resolve(root, `build/webpack-${mode}`),
    filename: 'assets/[name]-[contenthash].js',
    publicPath: '/',
    clean: true,
  },
  // Most of what it emits is for downloads.
  performance: { hints: false },
  module: {
    rules: [
      { test: /\.ts$/, loader: 'esbuild-loader', options: { target: 'es2022' } },
      { test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'] },
    ],
  },
  plugins: [
    // Vite's template names the entry itself; here the bundler puts it in.
    new HtmlPlugin({
      templateContent: readFileSync(resolve(root, 'index.html'), 'utf8').replace(
        /\s*<script type="module".*/,
        '',
      ),
    }),
    new MiniCssExtractPlugin({ filename: 'assets/[name]-[contenthash].css' }),
    // Scripts among them are to be left as they are.
    new CopyPlugin({ patterns: [{ from: 'public', info: { minimized: true } }] }),
    ways[mode](),
    new BackgroundFetchWebpackPlugin({ routes }),
  ],
};

export default config;
