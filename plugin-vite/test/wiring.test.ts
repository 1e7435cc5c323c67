import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createLogger, createServer, type InlineConfig, type Plugin, type PluginOption } from 'vite';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';
import { backgroundFetch, type PwaIntegration } from '../src/index.ts';
import { type App, buildApp, configOf, createApp } from './support/app.ts';
import { runWorker } from './support/built-worker.ts';
import { beside, PWA, PWA_COMPILED, ROUTES } from './support/ways.ts';

const STRATEGIES: [name: string, pwa: Partial<VitePWAOptions>][] = [
  ['generateSW', PWA],
  ['injectManifest', PWA_COMPILED],
];

const test = suite<{ app: App }>('wiring');

test.before.each(async (context) => {
  context.app = await createApp();
});
test.after.each(({ app }) => app.remove());

for (const [name, pwa] of STRATEGIES) {
  for (const isFirst of [true, false]) {
    test(`VitePWA that does not know of us, ${name}, ${isFirst ? 'after' : 'before'} us`, async ({ app }) => {
      const plugins = [backgroundFetch(ROUTES), VitePWA({ ...pwa })];
      const error = await failure(app, isFirst ? plugins : plugins.reverse());
      assert.match(error.message, 'docs/errors.md#plugin-not-wired');
      assert.match(error.message, 'integration: bf.integration');
      assert.match(error.message, 'backgroundFetch({ routes, pwa: options })');
      assert.match(error.message, 'BackgroundFetchBuildError');
    });
  }

  test(`disabled VitePWA, ${name}: no worker at all`, async ({ app }) => {
    const off = { ...pwa, disable: true };
    const ways = [
      beside(off),
      [backgroundFetch(ROUTES), VitePWA(off)],
      [backgroundFetch({ ...ROUTES, pwa: off })],
    ];
    for (const plugins of ways) {
      await buildApp(app, plugins);
      assert.equal(workers(await app.files('dist')), []);
    }
  });

  test(`self-destroying VitePWA, ${name}: only its worker`, async ({ app }) => {
    const ways = [
      beside({ ...pwa, selfDestroying: true }),
      [backgroundFetch({ ...ROUTES, pwa: { ...pwa, selfDestroying: true } })],
    ];
    for (const plugins of ways) {
      await buildApp(app, plugins);
      assert.equal(workers(await app.files('dist')), ['sw.js']);
      assert.match(await app.read('dist/sw.js'), 'unregister()');
    }
  });

  test(`the app's own hooks run beside ours, ${name}`, async ({ app }) => {
    const called: string[] = [];
    const own: PwaIntegration = {
      closeBundleOrder: 'post',
      configureOptions: (_config, options) => {
        options.filename = pwa === PWA ? 'renamed.js' : 'sw.ts';
        called.push('configureOptions');
      },
      beforeBuildServiceWorker: async () => void called.push('beforeBuildServiceWorker'),
      configureCustomSWViteBuild: async () => void called.push('configureCustomSWViteBuild'),
    };
    await buildApp(app, [backgroundFetch({ ...ROUTES, pwa: { ...pwa, integration: own } })]);
    const expected = ['configureOptions', 'beforeBuildServiceWorker'];
    if (pwa === PWA_COMPILED) expected.push('configureCustomSWViteBuild');
    assert.equal(called, expected);
    const worker = runWorker(join(app.root, pwa === PWA ? 'dist/renamed.js' : 'dist/sw.js'));
    assert.ok(worker.listeners.includes('backgroundfetchsuccess'));
  });
}

for (const [name, plugins, warnings] of [
  ['that does not know of us', () => [backgroundFetch(ROUTES), VitePWA(PWA)], 1],
  ['that does', () => beside(PWA), 0],
  ['that is disabled', () => [backgroundFetch(ROUTES), VitePWA({ disable: true })], 0],
] satisfies [string, () => PluginOption[], number][]) {
  test(`the dev server warns of a VitePWA that does not know of us: one ${name}`, async ({ app }) => {
    const told: string[] = [];
    const customLogger = createLogger('silent');
    customLogger.warn = (message) => told.push(message);
    const config = configOf(app, plugins(), { customLogger, server: { middlewareMode: true, ws: false } });
    await (await createServer(config)).close();
    assert.is(told.filter((message) => message.includes('plugin-not-wired')).length, warnings);
  });
}

test('disabled VitePWA beside our own options: the worker is ours', async ({ app }) => {
  await buildApp(app, [backgroundFetch({ ...ROUTES, generateSW: {} }), VitePWA({ disable: true })]);
  assert.ok(runWorker(join(app.root, 'dist/sw.js')).listeners.includes('backgroundfetchsuccess'));
});

const OWN = { importScripts: ['extra.js'], globIgnores: ['**/one.bin'] };

const KEEPING: [name: string, plugins: () => PluginOption[]][] = [
  ['generateSW', () => backgroundFetch({ ...ROUTES, generateSW: { ...PWA.workbox, ...OWN } })],
  ['VitePWA', () => beside({ ...PWA, workbox: { ...PWA.workbox, ...OWN } })],
  ['option pwa', () => backgroundFetch({ ...ROUTES, pwa: { ...PWA, workbox: { ...PWA.workbox, ...OWN } } })],
];

for (const [name, plugins] of KEEPING) {
  test(`what the app imports and ignores itself is kept, ${name}`, async ({ app }) => {
    await app.write('public/extra.js', 'self.addEventListener("own", () => {});');
    await buildApp(app, plugins());
    const { imports, listeners, manifests } = runWorker(join(app.root, 'dist/sw.js'));
    assert.is(imports.length, 2);
    assert.match(imports[0] ?? '', /^background-fetch-sw/);
    assert.is(imports[1], 'extra.js');
    assert.ok(listeners.includes('own'));
    const urls = manifests.flat();
    assert.ok(urls.includes('media/two (live) [mix].bin'));
    assert.not.ok(urls.some((url) => url === 'media/one.bin' || /^assets\/model/.test(url)));
  });
}

const WORKER_MAKERS: [name: string, plugins: () => PluginOption[]][] = [
  ['generateSW', () => backgroundFetch(ROUTES)],
  ['injectManifest', () => backgroundFetch({ ...ROUTES, injectManifest: { swSrc: 'src/sw.ts' } })],
  ['VitePWA, generateSW', () => beside(PWA)],
  ['VitePWA, injectManifest', () => beside(PWA_COMPILED)],
];

const late: Plugin = {
  name: 'late',
  generateBundle() {
    throw new Error('too late');
  },
};

for (const [name, plugins] of WORKER_MAKERS) {
  const failures: [what: string, message: RegExp, prepare: (app: App) => Promise<PluginOption[]>][] = [
    [
      'a syntax error in the app',
      /PARSE_ERROR/,
      async (app) => {
        await app.write('src/main.js', 'this is no JavaScript');
        return [];
      },
    ],
    ['an error of another plugin, when all modules are there,', /too late/, async () => [late]],
  ];
  for (const [what, message, prepare] of failures) {
    test(`${what} is told, and we make no worker, ${name}`, async ({ app }) => {
      const more = await prepare(app);
      const error = await failure(app, [plugins(), more]);
      assert.match(error.message, message);
      assert.not.match(error.message, 'BackgroundFetchBuildError');
      const files = existsSync(join(app.root, 'dist')) ? await app.files('dist') : [];
      // VitePWA itself goes on after an error.
      const ours = workers(files).filter(
        (path) => !name.startsWith('VitePWA') || /background-fetch/.test(path),
      );
      assert.equal(ours, []);
    });
  }
}

test('a build that writes nothing writes no worker', async ({ app }) => {
  await buildApp(app, [backgroundFetch(ROUTES)], { build: { write: false } });
  assert.not.ok(existsSync(join(app.root, 'dist')));
});

function workers(files: string[]): string[] {
  return files.filter((path) => /(?:^|\/)(?:sw|workbox|background-fetch-sw)\b/.test(path));
}

async function failure(app: App, plugins: PluginOption[], config: InlineConfig = {}): Promise<Error> {
  try {
    await buildApp(app, plugins, config);
  } catch (error) {
    assert.instance(error, Error);
    return error as Error;
  }
  throw new Error('the build did not fail');
}

test.run();
