import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type InlineConfig, mergeConfig, type RenderBuiltAssetUrl } from 'vite';
import type { BackgroundFetchOptions } from 'workbox-background-fetch/build';
import { backgroundFetch, type ViteBackgroundFetchOptions } from '../src/index.ts';
import { type App, buildApp, createApp } from './support/app.ts';
import { runWorker } from './support/built-worker.ts';

/** Where the worker's origin is the app's, and everything else is not. */
const CDN = 'https://cdn.example/x/';

const ROUTES: BackgroundFetchOptions = {
  routes: [
    { id: 'media', requests: { glob: ['media/*.bin', 'assets/*.bin'] } },
    { id: 'pages', requests: { glob: 'articles/*.html' } },
  ],
};

/** What only the bundler's own files are on. */
const onCdn: RenderBuiltAssetUrl = (path, { type }) => (type === 'public' ? undefined : CDN + path);

interface Case {
  name: string;
  config?: InlineConfig;
  /** Where the bundler says that files are. Default {@link CDN}. */
  base?: string;
  /** Relative to the output folder. */
  swDest?: string;
  outDir?: string;
  /** What Workbox is asked for. */
  workbox?: NonNullable<ViteBackgroundFetchOptions['generateSW']>;
  /** Where the bundler's own files are, and those of the public folder. Default: the base. */
  assets?: string;
  media?: string;
  /** The URLs of the precache, with `*` for the bundler's own names. */
  precached: string[];
}

const CASES: Case[] = [
  { name: 'the worker beside the app', precached: [`${CDN}assets/*.js`, 'index.html'] },
  {
    name: 'a base without a scheme',
    base: '//cdn.example/x/',
    precached: ['//cdn.example/x/assets/*.js', 'index.html'],
  },
  { name: 'the worker in a folder', swDest: 'sub/sw.js', precached: ['../index.html', `${CDN}assets/*.js`] },
  {
    name: 'the worker above the app',
    outDir: 'public-html/build',
    swDest: '../sw.js',
    precached: ['build/index.html', `${CDN}assets/*.js`],
  },
  {
    name: 'files of the public folder, with characters that URLs escape',
    workbox: { globPatterns: ['**/*.{html,svg}'] },
    precached: [`${CDN}icons/100%25%20%231.svg`, 'index.html'],
  },
  {
    name: 'changes of the app, which come last',
    workbox: {
      manifestTransforms: [
        (entries) => ({ manifest: entries.map((entry) => ({ ...entry, url: `${entry.url}?v=1` })) }),
      ],
    },
    precached: [`${CDN}assets/*.js?v=1`, 'index.html?v=1'],
  },
  {
    name: 'what the app has put elsewhere itself',
    workbox: { modifyURLPrefix: { 'assets/': 'https://other.example/assets/' } },
    precached: ['https://other.example/assets/*.js', 'index.html'],
  },
  {
    name: 'more entries of the app, which stay as they are',
    workbox: { additionalManifestEntries: [{ url: 'more.json', revision: '1' }] },
    precached: [`${CDN}assets/*.js`, 'index.html', 'more.json'],
  },
  {
    name: 'renderBuiltUrl, of what the bundler names',
    base: '/',
    assets: CDN,
    media: '',
    config: { experimental: { renderBuiltUrl: onCdn } },
    workbox: { globPatterns: ['**/*.{js,html,svg}'] },
    precached: [`${CDN}assets/*.js`, 'icons/100% #1.svg', 'index.html'],
  },
  {
    name: 'renderBuiltUrl, which leads to another path',
    base: '/',
    assets: '/static/',
    media: '/static/',
    config: { experimental: { renderBuiltUrl: (path) => `/static/${path}` } },
    precached: ['/static/assets/*.js', 'index.html'],
  },
  {
    name: 'renderBuiltUrl, relative to whatever names the file',
    base: '/',
    assets: '',
    media: '',
    config: { experimental: { renderBuiltUrl: () => ({ relative: true }) } },
    precached: ['assets/*.js', 'index.html'],
  },
];

const test = suite<{ app: App }>('an app whose files are on a CDN');

test.before(async (context) => {
  context.app = await createApp({
    'public/articles/one.html': '<!doctype html><title>One</title>',
    'public/icons/100% #1.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  });
});
test.after(({ app }) => app.remove());

for (const testCase of CASES) {
  const { name, config = {}, base = CDN, swDest = 'sw.js', outDir = 'dist', workbox, precached } = testCase;
  const { assets = base, media = base } = testCase;
  const ways: Record<string, ViteBackgroundFetchOptions> = {
    generateSW: { ...ROUTES, generateSW: { ...workbox, swDest } },
    injectManifest: { ...ROUTES, injectManifest: { ...workbox, swSrc: 'src/sw.ts', swDest } },
  };
  for (const [way, options] of Object.entries(ways)) {
    test(`${name}, ${way}`, async ({ app }) => {
      const build = { outDir, emptyOutDir: true };
      await buildApp(app, [backgroundFetch(options)], mergeConfig({ base, build }, config));
      const worker = runWorker(join(app.root, outDir, swDest));
      assert.equal([...new Set(worker.manifests[0]?.map(withoutHash))].sort(), precached);
      assert.equal(
        Object.keys(worker.files).map(withoutHash),
        [
          `${assets}assets/*.bin`,
          `${media}media/one.bin`,
          `${media}media/two%20(live)%20[mix].bin`,
          'articles/one.html',
        ].sort(),
      );
    });
  }
}

/** What the bundler calls its files is its own affair. */
function withoutHash(url: string): string {
  return url.replace(/assets\/[\w-]+\./, 'assets/*.');
}

test.run();
