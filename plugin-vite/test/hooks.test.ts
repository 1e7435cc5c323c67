import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createServer, type InlineConfig, type Plugin, type PluginOption, type ViteDevServer } from 'vite';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';
import type { BackgroundFetchOptions } from 'workbox-background-fetch/build';
import {
  coresIn,
  HOOKS_FILE,
  HOOKS_FILES,
  hooksRun,
  MARKER,
  ORIGIN,
} from '../../runtime/test/support/hooks-fixture.ts';
import { originOf } from '../../runtime/test/support/origin-of.ts';
import { RunningWorker, startWorker } from '../../runtime/test/support/run-worker.ts';
import { backgroundFetch } from '../src/index.ts';
import { type App, buildApp, configOf, createApp } from './support/app.ts';
import { messageOf } from './support/message-of.ts';
import { PWA, PWA_COMPILED, ROUTES } from './support/ways.ts';

const OPTIONS: BackgroundFetchOptions = { ...ROUTES, worker: HOOKS_FILE };

const withAlias = ({ root }: App, more: InlineConfig = {}): InlineConfig => ({
  ...more,
  resolve: { alias: { '@': join(root, 'src') } },
});

function beside(pwa: Partial<VitePWAOptions>, type?: 'classic' | 'module'): PluginOption[] {
  const bf = backgroundFetch(OPTIONS);
  const dev = type ? { devOptions: { enabled: true, type, suppressWarnings: true } } : {};
  return [bf, VitePWA({ ...pwa, ...dev, integration: bf.integration })];
}

const DEV: [name: string, plugins: () => PluginOption[], script: string][] = [
  ['generateSW', () => backgroundFetch(OPTIONS), 'sw.js'],
  ['injectManifest', () => backgroundFetch({ ...OPTIONS, injectManifest: { swSrc: 'src/sw.ts' } }), 'sw.js'],
  ['VitePWA, generateSW', () => beside(PWA, 'classic'), 'background-fetch-sw.js'],
];

for (const [name, plugins, script] of DEV) {
  const test = suite<{ app: App; server: ViteDevServer }>(`hooks on the dev server, ${name}`);

  test.before(async (context) => {
    context.app = await createApp(HOOKS_FILES);
    context.server = await serve(context.app, plugins());
  });
  test.after(async ({ app, server }) => {
    await server.close();
    await app.remove();
  });

  test('they run, once each, and their source map is in the script', async ({ app, server }) => {
    const code = await get(server, script);
    const body = await readFile(join(app.root, 'public/media/one.bin'));
    await hooksRun(workerOf(code), 'track/one', 'media/one.bin', body);
    assert.is(coresIn(code), 1);
    const inline =
      /\n\/\/# sourceMappingURL=data:application\/json;charset=utf-8;base64,(\S+)\s*$/.exec(code)?.[1] ?? '';
    const origin = originOf(code, Buffer.from(inline, 'base64').toString(), MARKER);
    assert.ok(origin.endsWith(ORIGIN), origin);
  });

  test('a change of any of their files changes the script', async ({ app, server }) => {
    await app.write('src/label.ts', 'export const label = (text: string): string => text.toUpperCase();');
    await app.write(HOOKS_FILE, `${await app.read(HOOKS_FILE)}tell(label('changed'));\n`);
    const worker = workerOf(await get(server, script));
    assert.equal([...(worker.evaluate('self.told') as string[])], ['CHANGED']);
  });

  test('what is wrong is said, and a change mends it', async ({ app, server }) => {
    const fine = await app.read(HOOKS_FILE);
    await app.write(HOOKS_FILE, 'export const onStored = 5;');
    const said = await get(server, script);
    assert.match(said, 'which is a number. It has to be a function. (docs/errors.md#invalid-hook)');
    await app.write(HOOKS_FILE, fine);
    workerOf(await get(server, script));
  });

  test.run();
}

const modules = suite<{ app: App; server: ViteDevServer }>('hooks on the dev server, a worker of modules');

modules('they are a module of the app, which is served anew when it changes', async () => {
  const app = await createApp(HOOKS_FILES);
  const server = await serve(app, beside(PWA_COMPILED, 'module'));
  try {
    const routes = await get(server, '@id/__x00__virtual:background-fetch/sw');
    const [, path] = /import \* as hooks from "([^"]+)"/.exec(routes) ?? [];
    assert.is(path, `/${HOOKS_FILE}`);
    assert.match(routes, /registerBackgroundFetchRoutes\(.*, \{ hooks, installFallback \}\)/s);
    const code = await get(server, HOOKS_FILE);
    const inline = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)/.exec(code)?.[1] ?? '';
    const map = Buffer.from(inline, 'base64').toString();
    assert.is(originOf(code, map, MARKER), ORIGIN.replace('src/', ''));
    await app.write(HOOKS_FILE, 'export const onStore = () => 5;');
    const said = async (): Promise<string> => get(server, '@id/__x00__virtual:background-fetch/sw');
    for (let tries = 0; tries < 50 && !(await said()).includes('onStored'); tries++) await sleep(100);
    assert.match(await said(), 'Did you mean \\"onStored\\"?');
  } finally {
    await server.close();
    await app.remove();
  }
});

modules.run();

const builds = suite<{ app: App }>('hooks in builds');

builds.before.each(async (context) => {
  context.app = await createApp(HOOKS_FILES);
});
builds.after.each(({ app }) => app.remove());

/** A plugin of the app's own, which hooks go through like everything else. */
const own: Plugin = {
  name: 'own',
  transform: (code, id) => (id.endsWith('names.json') ? code.replace('stored:', 'transformed:') : undefined),
};

for (const [name, plugins] of [
  ['generateSW', () => backgroundFetch(OPTIONS)],
  ['injectManifest', () => backgroundFetch({ ...OPTIONS, injectManifest: { swSrc: 'src/sw.ts' } })],
  ['VitePWA, generateSW', () => beside(PWA)],
] as [string, () => PluginOption[]][]) {
  builds(`${name}: the app's plugins, aliases and defines compile them`, async ({ app }) => {
    await app.write(HOOKS_FILE, `${await app.read(HOOKS_FILE)}tell(names.stored + ANSWER);\n`);
    const more = { json: { stringify: false as const }, define: { ANSWER: '42' } };
    await buildApp(app, [...plugins(), { ...own, enforce: 'pre' }], withAlias(app, more));
    const worker = await startWorker(join(app.root, 'dist/sw.js'));
    assert.equal([...(worker.evaluate('self.told') as string[])], ['transformed:42']);
  });
}

builds("their types may come from the plugin's own module, which has no code", async ({ app }) => {
  const types = "import type { HookParam } from 'vite-plugin-background-fetch/worker';";
  await app.write(HOOKS_FILE, `${types} export const onStored = ({ download }: HookParam) => download.id;`);
  await buildApp(app, backgroundFetch(OPTIONS));
  await startWorker(join(app.root, 'dist/sw.js'));
});

/** What a build's own option and Workbox's make of the source map: its place, or none. */
const MAPS: [
  build: boolean | 'inline' | 'hidden' | undefined,
  workbox: boolean | undefined,
  expected: string,
][] = [
  [undefined, undefined, 'none'],
  [true, undefined, 'file'],
  ['inline', undefined, 'inline'],
  ['hidden', undefined, 'hidden'],
  [undefined, true, 'file'],
  ['inline', true, 'inline'],
  [true, false, 'none'],
];

for (const [sourcemap, workbox, expected] of MAPS) {
  builds(`source maps, ${sourcemap} and ${workbox}: ${expected}`, async ({ app }) => {
    const generateSW = workbox === undefined ? {} : { sourcemap: workbox };
    const build = sourcemap === undefined ? {} : { sourcemap };
    await buildApp(app, backgroundFetch({ ...OPTIONS, generateSW }), withAlias(app, { build }));
    const files = (await app.files('dist')).filter((path) => path.startsWith('background-fetch-sw'));
    const code = await app.read(`dist/${files[0]}`);
    const [, link] = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(code) ?? [];
    const inline = link?.startsWith('data:');
    assert.is(files.length > 1 ? (link ? 'file' : 'hidden') : inline ? 'inline' : 'none', expected);
    if (expected === 'file') assert.is(link, files[1]);
    if (files[1]) assert.is(originOf(code, await app.read(`dist/${files[1]}`), MARKER), `../${ORIGIN}`);
  });
}

const WRONG: [name: string, code: string | undefined, message: string][] = [
  [
    'are not there',
    undefined,
    'The option "worker" names HOOKS, and there is no such file. Give the module of your hooks, relative to the project\'s ' +
      'root. (docs/errors.md#hooks-not-found)',
  ],
  [
    'cannot be read',
    'export const onStored = ;',
    'The hooks in HOOKS cannot be compiled: src/downloads.worker.ts:1:25: Unexpected token. (docs/errors.md#hooks-not-compiled)',
  ],
  [
    'are misspelt',
    'export const onstored = () => {};',
    'HOOKS, which the option "worker" names, exports "onstored", which is no hook. Did you mean "onStored"? It may export ' +
      'onStored, onFailed, onAborted, onClick, onRecord, prepare, plugins, each by its name. Put everything else into a module of ' +
      'its own. (docs/errors.md#unknown-hook)',
  ],
];

for (const [name, code, message] of WRONG) {
  builds(`hooks that ${name} stop the build before it empties its folder`, async ({ app }) => {
    await app.write('dist/sw.js', 'old');
    if (code === undefined) await rm(join(app.root, HOOKS_FILE));
    else await app.write(HOOKS_FILE, code);
    const error = await buildApp(app, backgroundFetch(OPTIONS), withAlias(app)).catch(
      (thrown: unknown) => thrown,
    );
    assert.is(messageOf(error), message.replace('HOOKS', join(app.root, HOOKS_FILE)));
    assert.is(await app.read('dist/sw.js'), 'old');
  });
}

builds('hooks that import what is not there leave the worker of the build before', async ({ app }) => {
  await app.write('dist/sw.js', 'old');
  await app.write(HOOKS_FILE, "import './none.ts';");
  const more = withAlias(app, { build: { emptyOutDir: false } });
  const error = await buildApp(app, backgroundFetch(OPTIONS), more).catch((thrown: unknown) => thrown);
  assert.is(
    messageOf(error),
    `The hooks in ${join(app.root, HOOKS_FILE)} cannot be compiled: src/downloads.worker.ts:1:8: Could not resolve ` +
      "'./none.ts'. (docs/errors.md#hooks-not-compiled)",
  );
  assert.is(await app.read('dist/sw.js'), 'old');
});

builds.run();

async function serve(app: App, plugins: PluginOption[]): Promise<ViteDevServer> {
  const server = { host: 'localhost', port: 0 };
  return (await createServer(configOf(app, plugins, withAlias(app, { server })))).listen();
}

async function get(server: ViteDevServer, path: string): Promise<string> {
  return (await fetch((server.resolvedUrls?.local[0] ?? '') + path)).text();
}

function workerOf(code: string): RunningWorker {
  const worker = new RunningWorker(() => '');
  worker.evaluate(code);
  return worker;
}
