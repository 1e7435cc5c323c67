import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { InlineConfig, PluginOption } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { backgroundFetch } from '../src/index.ts';
import { type App, buildApp, createApp } from './support/app.ts';
import { runWorker } from './support/built-worker.ts';

const ROUTES = { routes: [{ id: 'model', requests: { glob: 'assets/*.bin' } }] };

const beside = (pwa: Parameters<typeof VitePWA>[0]): PluginOption[] => {
  const bf = backgroundFetch(ROUTES);
  return [bf, VitePWA({ injectRegister: false, manifest: false, ...pwa, integration: bf.integration })];
};
const SOURCE = { strategies: 'injectManifest', srcDir: 'src', filename: 'sw.ts' } as const;

const CASES: {
  name: string;
  base: string;
  outDir: string;
  worker: string;
  plugins: () => PluginOption[];
  expected: string;
}[] = [
  ...(['/build/', './', '/app/build/'] as const).flatMap((base) => {
    const place = { base, outDir: 'public/build', worker: 'public/sw.js' };
    const expected = base === './' ? 'build/' : base;
    return [
      {
        name: 'generateSW',
        ...place,
        expected,
        plugins: () => backgroundFetch({ ...ROUTES, generateSW: { swDest: '../sw.js' } }),
      },
      {
        name: 'injectManifest',
        ...place,
        expected,
        plugins: () =>
          backgroundFetch({ ...ROUTES, injectManifest: { swSrc: 'src/sw.ts', swDest: '../sw.js' } }),
      },
    ];
  }),
  {
    name: 'VitePWA, generateSW',
    base: '/build/',
    outDir: 'public/build',
    worker: 'public/sw.js',
    expected: '/build/',
    plugins: () => beside({ outDir: 'public' }),
  },
  {
    name: 'VitePWA, injectManifest',
    base: '/build/',
    outDir: 'public/build',
    worker: 'public/sw.js',
    expected: '/build/',
    plugins: () => beside({ outDir: 'public', ...SOURCE }),
  },
  {
    name: 'two folders above',
    base: '/static/build/',
    outDir: 'web/static/build',
    worker: 'web/sw.js',
    expected: '/static/build/',
    plugins: () => backgroundFetch({ ...ROUTES, generateSW: { swDest: '../../sw.js' } }),
  },
];

const test = suite<{ app: App }>('layout');

test.before.each(async (context) => {
  context.app = await createApp();
});
test.after.each(({ app }) => app.remove());

for (const { name, base, outDir, worker, plugins, expected } of CASES) {
  test(`a worker above the app's files: ${name}, base ${base}`, async ({ app }) => {
    const config: InlineConfig = { base, publicDir: false, build: { outDir } };
    await buildApp(app, plugins(), config);
    const { code, files, manifests } = runWorker(join(app.root, worker));
    assert.is(/["'`]?\bbase["'`]?:\s*["'`]([^"'`]+)["'`]/.exec(code)?.[1], expected);
    assert.equal(
      Object.keys(files).map((path) => path.replace(/-[\w-]{8}\./, '.')),
      ['assets/model.bin'],
    );
    assert.ok((manifests[0]?.length ?? 0) > 0);
  });
}

test('public files around the output are known by the URL that they have', async ({ app }) => {
  const routes = [
    { id: 'track/:name', requests: '/media/:name.bin' },
    { id: 'all', requests: { glob: 'media/*.bin' } },
  ];
  const plugins = backgroundFetch({ routes, publicDir: 'public', generateSW: { swDest: '../sw.js' } });
  await buildApp(app, plugins, { base: '/build/', publicDir: false, build: { outDir: 'public/build' } });
  const { files } = runWorker(join(app.root, 'public/sw.js'));
  const known = Object.keys(files).map((path) => new URL(path, 'http://a/build/').pathname);
  assert.ok(known.includes('/media/one.bin'), known.join());
});

test.run();
