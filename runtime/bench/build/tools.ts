import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rspack } from '@rspack/core';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';
import CopyPlugin from 'copy-webpack-plugin';
import { build as viteBuild } from 'vite';
import { backgroundFetch } from 'vite-plugin-background-fetch';
import { VitePWA } from 'vite-plugin-pwa';
import webpack, { type Configuration } from 'webpack';
import { type RouteOptions, withBackgroundFetch } from 'workbox-background-fetch/build';
import { generateSW } from 'workbox-build';
import workbox from 'workbox-webpack-plugin';
import { type AnyCompiler, run } from '../../../plugin-webpack/test/support/run-compiler.ts';
import type { Pair } from '../support/pairs.ts';
import type { BenchApp } from './app.ts';

type Contestant = keyof Pair;

/** A tool that builds the app with our plugin, or without it. */
export interface Tool {
  name: string;
  /** Those whose versions say something about the figures. */
  packages: string[];
  build(app: BenchApp, contestant: Contestant): Promise<void>;
}

/** Every asset is sized and hashed. */
const routes: RouteOptions[] = [{ id: 'library', requests: { glob: 'media/**' }, title: 'Library' }];

/** What would be precached: the assets too, were they not kept from it. */
const globPatterns = ['**/*.{js,css,html,bin}'];
/** How a careful developer keeps them from it; with us that is the plugin's work. */
const globIgnores = ['**/node_modules/**/*', 'media/**'];
const exclude = [/^media\//, /\.map$/, /^manifest.*\.js$/];

const vite: Tool = {
  name: 'Vite with vite-plugin-pwa',
  packages: ['vite-plugin-pwa'],
  async build(app, contestant) {
    const pwa = { manifest: false, injectRegister: false } as const;
    await viteBuild({
      root: app.root,
      configFile: false,
      logLevel: 'silent',
      cacheDir: join(app.root, '.vite'),
      plugins:
        contestant === 'ours'
          ? [backgroundFetch({ routes, dts: false, pwa: { ...pwa, workbox: { globPatterns } } })]
          : [VitePWA({ ...pwa, workbox: { globPatterns, globIgnores } })],
      build: { outDir: app.out(contestant), emptyOutDir: true },
    });
  },
};

const webpackTool: Tool = {
  name: 'webpack with GenerateSW',
  packages: ['webpack', 'workbox-webpack-plugin'],
  async build(app, contestant) {
    const copy = new CopyPlugin({ patterns: [{ from: 'public' }] });
    await run(webpack(bundlerConfig(app, contestant, copy) as Configuration) as AnyCompiler);
  },
};

const rspackTool: Tool = {
  name: 'Rspack with GenerateSW',
  packages: ['@rspack/core'],
  async build(app, contestant) {
    const copy = new rspack.CopyRspackPlugin({ patterns: [{ from: 'public' }] });
    await run(rspack(bundlerConfig(app, contestant, copy) as never) as AnyCompiler);
  },
};

function bundlerConfig(app: BenchApp, contestant: Contestant, copy: object): object {
  return {
    context: app.root,
    mode: 'production',
    entry: './src/main.js',
    output: { path: app.out(contestant), clean: true },
    performance: { hints: false },
    plugins:
      contestant === 'ours'
        ? [
            copy,
            new workbox.GenerateSW({ swDest: 'sw.js' }),
            new BackgroundFetchWebpackPlugin({ routes, dts: false }),
          ]
        : [copy, new workbox.GenerateSW({ swDest: 'sw.js', exclude })],
  };
}

/** The tool before it, that puts the app into the output folder, only copies. */
const workboxBuild: Tool = {
  name: 'copying and workbox-build',
  packages: ['workbox-build'],
  async build(app, contestant) {
    const out = app.out(contestant);
    await rm(out, { recursive: true, force: true });
    await cp(join(app.root, 'public'), out, { recursive: true });
    await cp(join(app.root, 'src'), out, { recursive: true });
    const config = { globDirectory: out, swDest: join(out, 'sw.js'), globPatterns };
    await generateSW(
      contestant === 'ours'
        ? withBackgroundFetch({ ...config, backgroundFetch: { routes } })
        : { ...config, globIgnores },
    );
  },
};

export const tools: Tool[] = [vite, webpackTool, rspackTool, workboxBuild];
