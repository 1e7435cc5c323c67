import { posix } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { build, createBuilder, type InlineConfig } from 'vite';
import { type App, createApp } from './support/app.ts';
import { runWorker } from './support/built-worker.ts';

/** Names of exports of the table of ways, as config files import them. */
const WAYS = ['generateSW', 'injectManifest', 'VitePWA, generateSW', 'VitePWA, injectManifest'];

const CLIENT_AND_SERVER = {
  builder: { sharedConfigBuild: false },
  environments: {
    client: { build: { outDir: 'dist/client' } },
    ssr: { build: { outDir: 'dist/server', rolldownOptions: { input: 'src/server.js' } } },
  },
};

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
