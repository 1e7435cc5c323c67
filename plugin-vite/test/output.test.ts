import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { InlineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { backgroundFetch } from '../src/index.ts';
import { type App, buildApp, createApp } from './support/app.ts';
import { runWorker } from './support/built-worker.ts';
import { ROUTES } from './support/ways.ts';

const CDN = 'https://cdn.example/radio/';

interface Case {
  name: string;
  config?: InlineConfig;
  /** Relative to the output folder. */
  swDest?: string;
  outDir?: string;
  routes?: typeof ROUTES;
  /** Where the files are, if not below the app. */
  prefix?: string;
  /** Files of the public folder that the routes lead to. */
  media?: string[];
}

const CASES: Case[] = [
  { name: 'base /app/', config: { base: '/app/' } },
  { name: 'base ./', config: { base: './' } },
  {
    name: 'base on a CDN',
    config: { base: CDN },
    prefix: CDN,
    media: ['media/one.bin'],
    routes: { routes: [{ id: 'media', requests: { glob: ['media/one.bin', 'assets/*.bin'] } }] },
  },
  { name: 'outDir elsewhere', config: { build: { outDir: 'out/web' } }, outDir: 'out/web' },
  { name: 'the worker in a subfolder', swDest: 'sub/sw.js' },
  { name: 'the worker in a deeper subfolder', swDest: 'sub/sub/worker.js', config: { base: '/app/' } },
];

const MEDIA = ['media/100% #1.bin', 'media/one.bin', 'media/two (live) [mix].bin'];

const test = suite<{ app: App }>('output');

test.before(async (context) => {
  context.app = await createApp({ 'public/media/100% #1.bin': 'awkward' });
});
test.after(({ app }) => app.remove());

const globPatterns = ['**/*.{js,css,html}', 'media/one.bin'];

for (const testCase of CASES) {
  const {
    name,
    config,
    swDest = 'sw.js',
    outDir = 'dist',
    routes = ROUTES,
    prefix = '',
    media = MEDIA,
  } = testCase;
  const ways = {
    generateSW: { generateSW: { swDest, globPatterns } },
    injectManifest: { injectManifest: { swSrc: 'src/sw.ts', swDest, globPatterns } },
  };
  for (const [way, options] of Object.entries(ways)) {
    test(`${name}, ${way}`, async ({ app }) => {
      await buildApp(app, [backgroundFetch({ ...routes, ...options })], config);
      const worker = runWorker(join(app.root, outDir, swDest));
      const built = await app.files(outDir);
      const [urls = []] = worker.manifests;
      const precached = urls.map((url) =>
        url.startsWith(CDN) ? `/${url.slice(CDN.length)}` : new URL(url, `http://a/${swDest}`).pathname,
      );
      assert.ok(precached.includes('/index.html'));
      for (const path of precached) assert.ok(built.includes(path.slice(1)), `${path} is no file`);

      const model = built.find((path) => /^assets\/model-.+\.bin$/.test(path)) ?? 'no model';
      const expected = [...media, model].map((path) => prefix + path.split('/').map(spelled).join('/'));
      assert.equal(Object.keys(worker.files).sort(), expected.sort());
      assert.equal(worker.files[prefix + model], [...(await app.describe(`${outDir}/${model}`)), true]);
      const base = /["'`]?\bbase["'`]?:\s*["'`]((?:\.\.\/)+)["'`]/.exec(worker.code)?.[1] ?? '';
      assert.is(base, '../'.repeat(swDest.split('/').length - 1));
    });
  }
}

/** A part of a path as URLs are spelled: brackets need no escape there. */
function spelled(part: string): string {
  return encodeURIComponent(part).replaceAll('%5B', '[').replaceAll('%5D', ']');
}

test('VitePWA with its worker in a subfolder', async ({ app }) => {
  const bf = backgroundFetch(ROUTES);
  const pwa = VitePWA({ filename: 'sub/sw.js', injectRegister: false, integration: bf.integration });
  await buildApp(app, [pwa, bf]);
  const worker = runWorker(join(app.root, 'dist/sub/sw.js'));
  const ours = (await app.files('dist')).filter((path) => /background-fetch-sw/.test(path));
  assert.equal(ours, [`sub/${worker.imports[0]}`]);
  assert.ok('media/one.bin' in worker.files);
});

test('a precached asset whose name has a hash needs no revision', async ({ app }) => {
  await buildApp(app, [backgroundFetch({ ...ROUTES, generateSW: { swDest: 'sub/sw.js' } })]);
  assert.match(await app.read('dist/sub/sw.js'), /url:"\.\.\/assets\/index-[\w-]{8}\.js",revision:null/);
});

test.run();
