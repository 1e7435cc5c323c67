import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { build, type Plugin, type PluginOption } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { backgroundFetch } from '../src/index.ts';
import { type App, bytes, configOf, createApp } from './support/app.ts';
import { type BuiltWorker, runWorker } from './support/built-worker.ts';
import { globPatterns, PWA, PWA_COMPILED, ROUTES } from './support/ways.ts';

/** What vite-plugin-pwa was told, build by build. */
type Told = { globIgnores: number; importScripts: number };

/** Milliseconds that a rebuild may take. */
const PATIENCE = 30_000;

const WATCHED: [name: string, plugins: (told: Told[]) => PluginOption[]][] = [
  ['generateSW', () => backgroundFetch({ ...ROUTES, generateSW: { globPatterns } })],
  [
    'injectManifest',
    () => backgroundFetch({ ...ROUTES, injectManifest: { swSrc: 'src/sw.ts', globPatterns } }),
  ],
  ['VitePWA, generateSW', (told) => listened(PWA, told)],
  ['VitePWA, injectManifest', (told) => listened(PWA_COMPILED, told)],
];

for (const [name, plugins] of WATCHED) {
  const isCompiled = name.includes('injectManifest');
  let closed = 0;
  const counter: Plugin = {
    name: 'counter',
    enforce: 'post',
    closeBundle: { order: 'post', sequential: true, handler: () => void closed++ },
  };
  /** Edits when nothing is being built, since VitePWA fails where the output folder is emptied while it works. */
  const edit = async (change: () => Promise<void>): Promise<void> => {
    const before = closed;
    await change();
    await until(() => closed > before || undefined);
  };

  const test = suite<{ app: App; close: () => Promise<void>; told: Told[] }>(`watch, ${name}`);

  test.before(async (context) => {
    context.app = await createApp();
    context.told = [];
    const watcher = await build(
      configOf(context.app, [plugins(context.told), counter], {
        build: { watch: { buildDelay: 200 } },
      }),
    );
    if (!('close' in watcher)) throw new Error('Vite does not watch');
    context.close = () => watcher.close();
    await until(() => closed > 0 || undefined);
  });
  test.after(async ({ app, close }) => {
    await close();
    await app.remove();
  });

  test('files that change change the worker, and nothing of before stays', async ({ app, told }) => {
    const first = await workerWith(app, 5000, 3000);
    await edit(async () => {
      await app.write('public/media/one.bin', bytes(3333, 5));
      await app.write('src/model.bin', bytes(6666, 6));
      await touch(app);
    });
    const second = await workerWith(app, 6666, 3333);
    await edit(async () => {
      await app.write('src/model.bin', bytes(7777, 7));
      await touch(app);
    });
    const third = await workerWith(app, 7777, 3333);

    for (const [before, after] of [
      [first, second],
      [second, third],
    ] as const) {
      assert.is(Object.keys(after.files).length, Object.keys(before.files).length);
      assert.is(after.imports.length, isCompiled ? 0 : 1);
      if (!isCompiled) assert.is.not(after.imports[0], before.imports[0]);
      assert.is.not(model(after), model(before));
      assert.is(after.manifests.flat().length, before.manifests.flat().length);
    }
    for (const [path, [size, hash]] of Object.entries(third.files))
      assert.equal(await app.describe(`dist/${decodeURIComponent(path)}`), [size, hash]);
    const scripts = (await app.files('dist')).filter((path) => path.includes('background-fetch-sw'));
    assert.equal(scripts, third.imports);
    for (const each of told) assert.equal(each, told[0]);
  });

  if (isCompiled && !name.startsWith('VitePWA')) {
    test("the worker's own source is watched, and may be wrong for a while", async ({ app }) => {
      const worker = (): BuiltWorker => runWorker(join(app.root, 'dist/sw.js'));
      const source = await app.read('src/sw.ts');
      await edit(() => app.write('src/sw.ts', `${source}\nself.addEventListener('sync', () => {});`));
      await until(() => worker().listeners.includes('sync') || undefined);
      await edit(() => app.write('src/sw.ts', 'half written'));
      assert.not.ok(existsSync(join(app.root, 'dist/sw.js')));
      await edit(() => app.write('src/sw.ts', `${source}\nself.addEventListener('push', () => {});`));
      await until(() => worker().listeners.includes('push') || undefined);
    });
  }

  test.run();
}

function listened(pwa: typeof PWA, told: Told[]): PluginOption[] {
  const bf = backgroundFetch(ROUTES);
  const integration: typeof bf.integration = {
    ...bf.integration,
    async beforeBuildServiceWorker(options) {
      await bf.integration.beforeBuildServiceWorker?.(options);
      const { globIgnores = [] } = pwa === PWA ? options.workbox : options.injectManifest;
      const { importScripts = [] } = options.workbox;
      told.push({ globIgnores: globIgnores.length, importScripts: importScripts.length });
    },
  };
  return [bf, VitePWA({ ...pwa, integration })];
}

/** Vite watches modules, but neither assets that they import by URL nor the public folder. */
async function touch(app: App): Promise<void> {
  await app.write('src/main.js', `${await app.read('src/main.js')}\n`);
}

function model({ files }: BuiltWorker): string | undefined {
  return Object.keys(files).find((path) => /^assets\/model-/.test(path));
}

/** The worker that has the model and the first episode in these sizes, in bytes. */
function workerWith(app: App, modelSize: number, mediaSize: number): Promise<BuiltWorker> {
  return until(() => {
    const worker = runWorker(join(app.root, 'dist/sw.js'));
    const path = model(worker) ?? '';
    const isComplete =
      worker.manifests.length === 1 &&
      worker.files[path]?.[0] === modelSize &&
      worker.files['media/one.bin']?.[0] === mediaSize;
    return isComplete && existsSync(join(app.root, 'dist', path)) ? worker : undefined;
  });
}

/** Tries again while the build is under way, when the worker is missing or half written. */
async function until<T>(look: () => T | undefined): Promise<T> {
  const end = performance.now() + PATIENCE;
  let last: unknown;
  while (performance.now() < end) {
    try {
      const found = look();
      if (found !== undefined) return found;
    } catch (error) {
      last = error;
    }
    await sleep(100);
  }
  throw new Error('the rebuild has not come', { cause: last });
}
