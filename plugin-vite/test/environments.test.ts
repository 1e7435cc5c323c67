import { posix } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { build, createBuilder, createServer, type InlineConfig } from 'vite';
import { type VitePluginPWAAPI, VitePWA } from 'vite-plugin-pwa';
import { backgroundFetch } from '../src/index.ts';
import { type App, configOf, createApp } from './support/app.ts';
import { runWorker } from './support/built-worker.ts';
import { PWA, ROUTES } from './support/ways.ts';

/** Names of exports of the table of ways, as config files import them. */
const WAYS = ['generateSW', 'injectManifest', 'VitePWA, generateSW', 'VitePWA, injectManifest'];

const CLIENT_AND_SERVER = {
  builder: { sharedConfigBuild: false },
  environments: {
    client: { build: { ssr: false, outDir: 'dist/client' } },
    ssr: { build: { outDir: 'dist/server', rolldownOptions: { input: 'src/server.js' } } },
  },
};

/** What a framework does that writes its pages when it has the server's code. */
const PAGES = `
  await builder.build(builder.environments.client);
  await builder.build(builder.environments.ssr);
  writeFileSync(builder.config.root + '/dist/client/late.html', '<!doctype html>');`;

const test = suite<{ app: App }>('environments');

test.before.each(async (context) => {
  context.app = await createApp({ 'src/server.js': 'export const render = () => "<p>Radio</p>";' });
});
test.after.each(({ app }) => app.remove());

for (const way of WAYS) {
  test(`a build for the server alone has no worker, ${way}`, async ({ app }) => {
    const config = await configFile(app, way, { build: { ssr: 'src/server.js', outDir: 'dist/server' } });
    await build(config);
    const files = await app.files('dist');
    assert.ok(files.includes('server/server.mjs'));
    assert.equal(
      files.filter((path) => /sw|workbox/.test(path)),
      [],
    );
  });

  test(`builder mode makes one worker, the client's, ${way}`, async ({ app }) => {
    const config = await configFile(app, way, CLIENT_AND_SERVER);
    await (await createBuilder(config, null)).buildApp();
    await checkOneWorker(app);
  });
}

for (const way of WAYS.slice(0, 2)) {
  test(`the same with one config for all environments, ${way}`, async ({ app }) => {
    const shared = { ...CLIENT_AND_SERVER, builder: { sharedConfigBuild: true } };
    await (await createBuilder(await configFile(app, way, shared), null)).buildApp();
    await checkOneWorker(app);
  });
}

declare global {
  // The transforms of the precache manifest put here what they get.
  var manifests: string[][];
}

for (const [strategy, options] of [
  ['generateSW', '{ generateSW: OPTIONS }'],
  ['injectManifest', "{ injectManifest: { swSrc: 'src/sw.ts', ...OPTIONS } }"],
] as const) {
  for (const isShared of [true, false]) {
    const how = isShared ? 'one config for all environments' : 'a config for each environment';
    for (const builder of ['', 'async buildApp(builder) { PAGES }']) {
      const writes = builder.includes('PAGES');
      const last = writes ? 'with pages that are written last' : 'without a step of its own';
      test(`builder mode makes the worker once, ${strategy}, ${how}, ${last}`, async ({ app }) => {
        globalThis.manifests = [];
        const file = await configFile(app, 'generateSW', {});
        const plugin = new URL('../src/index.ts', import.meta.url).href;
        await app.write(
          'vite.config.mjs',
          `import { writeFileSync } from 'node:fs';
           import { backgroundFetch } from ${JSON.stringify(plugin)};
           const note = async (manifest) => {
             globalThis.manifests.push(manifest.map(({ url }) => url));
             return { manifest };
           };
           const OPTIONS = { manifestTransforms: [note] };
           const { environments } = ${JSON.stringify(CLIENT_AND_SERVER)};
           export default () => ({
             environments,
             builder: {
               sharedConfigBuild: ${isShared},
               ${builder.replace('PAGES', PAGES)}
             },
             plugins: [backgroundFetch({ routes: [{ id: 'a', requests: 'media/one.bin' }], ...${options} })],
           });`,
        );
        await (await createBuilder(file, null)).buildApp();
        assert.is(globalThis.manifests.length, 1);
        assert.is(globalThis.manifests[0]?.includes('late.html'), writes);
        assert.ok(runWorker(`${app.root}/dist/client/sw.js`).listeners.includes('backgroundfetchsuccess'));
      });
    }
  }
}
test('a framework that starts a dev server first, and then builds all with a config for the server', async ({
  app,
}) => {
  const bf = backgroundFetch(ROUTES);
  const pwa = VitePWA({ ...PWA, outDir: 'dist/client', integration: bf.integration }).filter(
    ({ name }) => name !== 'vite-plugin-pwa:build',
  );
  const server = await createServer(
    configOf(app, [bf, pwa], { server: { middlewareMode: true, ws: false } }),
  );
  await server.close();
  const shared = { ...CLIENT_AND_SERVER, build: { ssr: true }, builder: { sharedConfigBuild: true } };
  await (await createBuilder(configOf(app, [bf, pwa], shared), null)).buildApp();
  const { api } = pwa.find(({ name }) => name === 'vite-plugin-pwa') ?? {};
  await (api as VitePluginPWAAPI).generateSW();
  await checkOneWorker(app);
});

async function checkOneWorker(app: App): Promise<void> {
  const files = await app.files('dist');
  assert.ok(files.includes('server/server.mjs') && files.includes('client/index.html'));
  assert.equal(
    files.filter((path) => posix.basename(path) === 'sw.js'),
    ['client/sw.js'],
  );
  const { listeners, imports, files: known } = runWorker(`${app.root}/dist/client/sw.js`);
  assert.ok(listeners.includes('backgroundfetchsuccess'));
  assert.equal(
    files.filter((path) => path.includes('background-fetch-sw')),
    imports.map((name) => `client/${name}`),
  );
  assert.ok(Object.keys(known).some((path) => /^assets\/model-/.test(path)));
}

/** Vite loads a config file once for each environment, but takes inline plugins as they are. */
async function configFile(app: App, way: string, config: InlineConfig): Promise<InlineConfig> {
  const ways = new URL('./support/ways.ts', import.meta.url).href;
  await app.write(
    'vite.config.mjs',
    `import { WAYS } from ${JSON.stringify(ways)};
     const { plugins } = WAYS.find(({ name }) => name === ${JSON.stringify(way)});
     export default () => ({ ...${JSON.stringify(config)}, plugins: plugins() });`,
  );
  const file = `${app.root}/vite.config.mjs`;
  return {
    root: app.root,
    cacheDir: `${app.root}/.vite`,
    configFile: file,
    configLoader: 'native',
    logLevel: 'silent',
  };
}

test.run();
