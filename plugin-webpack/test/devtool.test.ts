import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createContext, runInContext } from 'node:vm';
import { InjectManifest as RspackInjectManifest } from '@aaroon/workbox-rspack-plugin';
import { rspack } from '@rspack/core';
import { BackgroundFetchWebpackPlugin } from 'background-fetch-webpack-plugin';
import CopyPlugin from 'copy-webpack-plugin';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import webpack from 'webpack';
import workbox from 'workbox-webpack-plugin';
import type { Place } from './support/integration.ts';
import { createPlace } from './support/place.ts';
import { GLOBBED, routes } from './support/routes.ts';
import { type AnyCompiler, run } from './support/run-compiler.ts';
import { describe, describedIn, originOf, readWorker } from './support/worker.ts';

const { GenerateSW, InjectManifest } = workbox;

interface Bundler {
  compile(config: object): AnyCompiler;
  copy(): object;
  InjectManifest: new (options: { swSrc: string; swDest: string }) => object;
}

const BUNDLERS: Record<string, Bundler> = {
  webpack: {
    compile: (config) => webpack(config) as AnyCompiler,
    copy: () => new CopyPlugin({ patterns: [{ from: 'public' }] }),
    InjectManifest,
  },
  Rspack: {
    compile: (config) => rspack(config) as AnyCompiler,
    copy: () => new rspack.CopyRspackPlugin({ patterns: [{ from: 'public' }] }),
    InjectManifest: RspackInjectManifest,
  },
};

const test = suite('devtool');

for (const [name, bundler] of Object.entries(BUNDLERS)) {
  for (const devtool of ['eval', 'inline-source-map']) {
    for (const mode of ['development', 'production']) {
      for (const kind of ['GenerateSW', 'InjectManifest']) {
        test(`${name}, ${kind}, ${devtool}, ${mode}`, async () => {
          const place = await createPlace(`devtool ${name} ${kind} ${devtool} ${mode}`);
          const swSrc = join(place.root, 'src/sw.js');
          await run(
            bundler.compile({
              context: place.root,
              mode,
              devtool,
              entry: './src/main.js',
              output: { path: place.out },
              plugins: [
                bundler.copy(),
                kind === 'GenerateSW'
                  ? new GenerateSW({ swDest: 'sw.js' })
                  : new bundler.InjectManifest({ swSrc, swDest: 'sw.js' }),
                new BackgroundFetchWebpackPlugin({ routes, dts: false }),
              ],
            }),
          );
          await check(place);
          if (kind !== 'InjectManifest' || devtool === 'eval') return;
          const { code } = await readWorker(place.out);
          const origin = await originOf(place.out, code, /["'`]written by the user/.exec(code)?.[0] ?? '');
          assert.match(origin, "src/sw.js: self.fixture = 'written by the user';");
        });
      }
    }
  }
}

test.run();

async function check({ out }: Place): Promise<void> {
  const { code, allCode } = await readWorker(out);
  for (const url of ['media/one.txt', ...GLOBBED])
    assert.equal(describedIn(allCode, url), await describe(join(out, url)), url);
  const listeners = await evaluate(out);
  for (const type of ['backgroundfetchsuccess', 'fetch', 'install'])
    assert.ok(listeners.includes(type), `${type} in ${listeners.join()}`);
  // With "eval" the manifest stands in a text; the config has URLs too, in its own line.
  const rest = code.replace(/^self\.__BGF_CONFIG=.*$/m, '');
  const precached = [...rest.matchAll(/\burl(?:\\*['"])?:\s*\\*['"]([^'"\\]+)/g)].map(([, url]) => url);
  assert.ok(precached.includes('media/one.txt'), precached.join());
  assert.is(new Set(precached).size, precached.length);
  for (const url of GLOBBED) assert.not.ok(precached.includes(url), url);
}

/** Runs the worker as far as it goes without a browser: the types of the events that it listens to. */
async function evaluate(out: string): Promise<string[]> {
  const listeners: string[] = [];
  const importScripts = (...urls: string[]): void => {
    for (const url of urls) runInContext(readFileSync(join(out, basename(url)), 'utf8'), context);
  };
  const scope: Record<string, unknown> = {
    ...{ URL, Request, Response, Headers, AbortController, setTimeout, console, importScripts },
    location: new URL('https://radio.example/sw.js'),
    registration: { scope: 'https://radio.example/', backgroundFetch: {} },
    addEventListener: (type: string) => listeners.push(type),
    skipWaiting: () => undefined,
    clients: { claim: () => undefined },
  };
  scope.self = scope;
  const context = createContext(scope);
  importScripts('sw.js');
  // Workbox's loader is made of promises.
  await setImmediate();
  return listeners;
}
