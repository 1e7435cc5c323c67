import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { build, type InlineConfig, type Plugin } from 'vite';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';
import { injectManifest } from 'workbox-build';
import { backgroundFetch } from '../src/index.ts';
import { type App, configOf, createApp } from './support/app.ts';
import { runWorker } from './support/built-worker.ts';
import { globPatterns, ROUTES } from './support/ways.ts';

const test = suite<{ app: App }>("SvelteKit's own worker");

test.before.each(async (context) => {
  context.app = await createApp({ 'src/server.js': 'export const render = () => "<p>Radio</p>";' });
});
test.after.each(({ app }) => app.remove());

const POSITIONS = ['before', 'after'] as const;

for (const position of POSITIONS) {
  test(`a worker that is compiled without us gets the routes, with us ${position} the framework`, async ({
    app,
  }) => {
    await build(serverBuild(app, position));
    const { listeners, imports, manifests, files } = runWorker(
      join(app.root, 'out/client/service-worker.js'),
    );
    assert.ok(listeners.includes('backgroundfetchsuccess'));
    assert.is(imports.length, 1);
    assert.ok(Object.keys(files).includes('media/one.bin'));
    const urls = manifests.flat();
    assert.ok(urls.includes('client/index.html') && urls.includes('client/media/one.bin'), urls.join());
    assert.equal(
      urls.filter((url) => /background-fetch|model-/.test(url)),
      [],
    );
  });
}

test('a second build does not import the script twice', async ({ app }) => {
  await build(serverBuild(app, 'before'));
  await build(serverBuild(app, 'before'));
  assert.is(runWorker(join(app.root, 'out/client/service-worker.js')).imports.length, 1);
});

for (const [name, options] of [
  ['that removes itself', { selfDestroying: true }],
  ['that is generated', { strategies: 'generateSW' }],
] satisfies [string, Partial<VitePWAOptions>][]) {
  test(`a worker ${name} is left alone`, async ({ app }) => {
    await build(serverBuild(app, 'before', options));
    assert.not.match(await app.read('out/client/service-worker.js'), 'importScripts(');
  });
}

/** The server's part, whose build makes the browser's and the worker, as SvelteKit 2 and @vite-pwa/sveltekit do it. */
function serverBuild(
  app: App,
  position: (typeof POSITIONS)[number],
  options: Partial<VitePWAOptions> = {},
): InlineConfig {
  const bf = backgroundFetch(ROUTES);
  const pwa: Partial<VitePWAOptions> = {
    strategies: 'injectManifest',
    srcDir: 'src',
    filename: 'sw.ts',
    manifest: false,
    injectRegister: false,
    injectManifest: { globPatterns, globDirectory: join(app.root, 'out') },
    integration: bf.integration,
    ...options,
  };
  const theirs = [
    framework(app),
    VitePWA(pwa).filter(({ name }) => name !== 'vite-plugin-pwa:build'),
    manifestInjection(app, pwa),
  ];
  return configOf(app, position === 'before' ? [bf, theirs] : [theirs, bf], {
    build: { ssr: 'src/server.js', outDir: 'out/server' },
  });
}

function framework(app: App): Plugin {
  return {
    name: 'framework',
    writeBundle: {
      sequential: true,
      async handler() {
        const outDir = 'out/client';
        await build(configOf(app, [backgroundFetch({ ...ROUTES, generateSW: {} })], { build: { outDir } }));
        const worker = { 'service-worker': join(app.root, 'src/sw.ts') };
        const rolldownOptions = { input: worker, output: { entryFileNames: '[name].js' } };
        await build(
          configOf(app, [], { publicDir: false, build: { outDir, emptyOutDir: false, rolldownOptions } }),
        );
      },
    },
  };
}

function manifestInjection(
  app: App,
  { strategies, injectManifest: options }: Partial<VitePWAOptions>,
): Plugin {
  return {
    name: 'vite-plugin-pwa:sveltekit:build',
    apply: 'build',
    enforce: 'pre',
    closeBundle: {
      sequential: true,
      async handler() {
        if (strategies !== 'injectManifest') return;
        const worker = join(app.root, 'out/client/service-worker.js');
        await injectManifest({ globDirectory: '', ...options, swSrc: worker, swDest: worker });
      },
    },
  };
}

test.run();
