import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createServer, type InlineConfig, type PluginOption, type ViteDevServer } from 'vite';
import { backgroundFetch } from '../src/index.ts';
import { type App, bytes, configOf, createApp } from './support/app.ts';
import { knownFiles } from './support/built-worker.ts';
import { beside, PWA, PWA_COMPILED, ROUTES } from './support/ways.ts';

interface Way {
  name: string;
  plugins(): PluginOption[];
  /** What holds the config. */
  script: string;
}

const devOptions = { enabled: true, type: 'module', suppressWarnings: true } as const;

const WAYS: Way[] = [
  { name: 'generateSW', plugins: () => backgroundFetch(ROUTES), script: 'background-fetch-sw.js' },
  {
    name: 'injectManifest',
    plugins: () => backgroundFetch({ ...ROUTES, injectManifest: { swSrc: 'src/sw.ts' } }),
    script: 'sw.js',
  },
  {
    name: 'VitePWA, generateSW',
    plugins: () => beside({ ...PWA, devOptions }),
    script: 'background-fetch-sw.js',
  },
  {
    name: 'VitePWA, injectManifest',
    plugins: () => beside({ ...PWA_COMPILED, devOptions }),
    script: '@id/__x00__virtual:background-fetch/sw',
  },
];

const ONE = 'public/media/one.bin';

const CHANGES: [name: string, change: (app: App) => Promise<void>, path: string][] = [
  ['comes', (app) => app.write('public/media/new.bin', 'new'), 'media/new.bin'],
  ['grows', (app) => app.write(ONE, bytes(4000, 9)), 'media/one.bin'],
  [
    'is replaced by another as long and as old',
    async ({ root, write }) => {
      await write(ONE, bytes(3000, 9));
      await utimes(join(root, ONE), 1000, 1000);
      await rm(join(root, ONE));
      await write(ONE, bytes(3000, 8));
      await utimes(join(root, ONE), 1000, 1000);
    },
    'media/one.bin',
  ],
  ['goes', ({ root }) => rm(join(root, ONE)), 'media/one.bin'],
  ['comes back', (app) => app.write(ONE, bytes(20, 1)), 'media/one.bin'],
  ['goes with all others', ({ root }) => rm(join(root, 'public'), { recursive: true }), 'media/one.bin'],
  ['comes first of all', (app) => app.write(ONE, bytes(10, 1)), 'media/one.bin'],
];

// It tells of nothing, as one that has not begun.
const config: InlineConfig = { server: { host: 'localhost', port: 0, watch: null } };

for (const { name, plugins, script } of WAYS) {
  const test = suite<{ app: App; server: ViteDevServer; url: string }>(`files on the dev server, ${name}`);

  test.before(async (context) => {
    context.app = await createApp();
    context.server = await (await createServer(configOf(context.app, plugins(), config))).listen();
    context.url = context.server.resolvedUrls?.local[0] ?? 'no URL';
  });
  test.after(async ({ app, server }) => {
    await server.close();
    await app.remove();
  });

  for (const [what, change, path] of CHANGES) {
    test(`a file that ${what} shows without the watcher`, async ({ app, url }) => {
      const known = async (): Promise<unknown> =>
        knownFiles(await (await fetch(url + script)).text())[path]?.slice(0, 2);
      const before = await known();
      await change(app);
      const now = await known();
      assert.not.equal(now, before);
      assert.equal(now, await app.describe(`public/${path}`).catch(() => undefined));
    });
  }

  test.run();
}
