import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InjectManifest as RspackInjectManifest } from '@aaroon/workbox-rspack-plugin';
import { type RspackOptions, rspack } from '@rspack/core';
import { InjectManifest as SerwistInjectManifest } from '@serwist/webpack-plugin';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';
import CopyPlugin from 'copy-webpack-plugin';
import HtmlPlugin from 'html-webpack-plugin';
import webpackModule, { type Configuration } from 'webpack';
import workboxModule from 'workbox-webpack-plugin';
import type { Integration, Place } from '../support/integration.ts';
import { optionsFor } from '../support/routes.ts';
import { type AnyCompiler, run, watch } from '../support/run-compiler.ts';

const { GenerateSW, InjectManifest } = workboxModule;
const ours = (place: Place): BackgroundFetchWebpackPlugin =>
  new BackgroundFetchWebpackPlugin({ ...optionsFor(place), dts: false });
const workbox = { skipWaiting: true, clientsClaim: true, swDest: 'sw.js' };

/** Bundlers that know no TypeScript have a loader for it, as apps do. */
const TS_LOADER = fileURLToPath(new URL('../support/ts-loader.js', import.meta.url));
const SWC = { jsc: { parser: { syntax: 'typescript' } } };

/** What both bundlers take. */
const base = ({ root, out }: Place) =>
  ({
    context: root,
    mode: 'production',
    devtool: 'source-map',
    resolve: { extensions: ['.ts', '...'] as string[], alias: { '@': join(root, 'src') } },
    entry: './src/main.js',
    output: { path: out, filename: 'assets/[name].[contenthash].js', publicPath: 'auto', clean: true },
  }) as const;

const html = ({ root }: Place): string =>
  readFileSync(join(root, 'index.html'), 'utf8').replace(/<script.*<\/script>/, '');

function viaWebpack(
  name: string,
  plugin: (swSrc: string) => unknown,
  source?: string,
  first = true,
): Integration {
  const compiler = (place: Place): webpackModule.Compiler => {
    const workboxPlugin = plugin(join(place.root, source ?? '')) as webpackModule.WebpackPluginInstance;
    const config: Configuration = {
      ...base(place),
      module: { rules: [{ test: /\.ts$/, loader: TS_LOADER }] },
      plugins: [
        new HtmlPlugin({ templateContent: html(place) }),
        new CopyPlugin({ patterns: [{ from: 'public' }] }),
        ...(first ? [ours(place), workboxPlugin] : [workboxPlugin, ours(place)]),
      ],
    };
    return webpackModule(config) as webpackModule.Compiler;
  };
  return integration(name, compiler, source);
}

function viaRspack(name: string, plugin: (swSrc: string) => unknown, source?: string): Integration {
  const compiler = (place: Place): AnyCompiler => {
    const config: RspackOptions = {
      ...base(place),
      module: { rules: [{ test: /\.ts$/, loader: 'builtin:swc-loader', options: SWC }] },
      plugins: [
        new rspack.HtmlRspackPlugin({ templateContent: html(place) }),
        new rspack.CopyRspackPlugin({ patterns: [{ from: 'public' }] }),
        plugin(join(place.root, source ?? '')) as { apply(compiler: unknown): void },
        ours(place),
      ],
    };
    return rspack(config) as AnyCompiler;
  };
  return integration(name, compiler, source);
}

const worker = 'src/sw.js';

export const webpack: Integration[] = [
  viaWebpack('webpack, GenerateSW', () => new GenerateSW(workbox)),
  viaWebpack('webpack, InjectManifest', (swSrc) => new InjectManifest({ swSrc, swDest: 'sw.js' }), worker),
  viaWebpack('webpack, GenerateSW first', () => new GenerateSW(workbox), undefined, false),
  viaWebpack('webpack, InjectManifest first', (swSrc) => new InjectManifest({ swSrc }), worker, false),
  viaWebpack(
    'webpack, Serwist',
    (swSrc) => new SerwistInjectManifest({ swSrc, swDest: 'sw.js' }),
    'src/serwist.js',
  ),
  viaRspack('Rspack, GenerateSW', () => new GenerateSW(workbox)),
  viaRspack(
    'Rspack, InjectManifest',
    (swSrc) => new RspackInjectManifest({ swSrc, swDest: 'sw.js' }),
    worker,
  ),
];

function integration(name: string, compiler: (place: Place) => AnyCompiler, source?: string): Integration {
  return {
    name,
    kind: source === undefined ? 'imports' : 'compiled',
    ...(source === undefined ? {} : { source }),
    build: (place) => run(compiler(place)),
    watch: (place) => watch(compiler(place)),
  };
}
