import { execFile } from 'node:child_process';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { InlineConfig, PluginOption } from 'vite';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';
import { backgroundFetch, type PwaIntegration } from '../src/index.ts';
import { type App, buildApp, createApp } from './support/app.ts';
import { messageOf } from './support/message-of.ts';
import { PWA, PWA_COMPILED, ROUTES } from './support/ways.ts';

/** ROOT stands for the app's folder. */
const NOT_CALLED =
  'VitePWA has made no service worker with the routes for ROOT: it has not called our hooks. Something has replaced its option ' +
  'integration, or builds the worker itself. Keep integration: bf.integration in the options of VitePWA; in a worker that a ' +
  "framework compiles, import 'virtual:background-fetch/sw' first. (docs/errors.md#hooks-not-called)";

const BEFORE_CLIENT =
  '"virtual:background-fetch/sw" is imported where the browser\'s part of the app has not been built, so its files are not ' +
  'known. Import it only in the service worker, which has to be built after the app. (docs/errors.md#worker-before-client)';

const test = suite<{ app: App }>('silent failures');

test.before.each(async (context) => {
  context.app = await createApp({
    'src/server.js': "import 'virtual:background-fetch/sw'; export const render = () => '';",
    'src/client-and-worker.js': "import './main.js'; import 'virtual:background-fetch/sw';",
  });
});
test.after.each(({ app }) => app.remove());

const without = (pwa: Partial<VitePWAOptions>, ...hooks: (keyof PwaIntegration)[]): PluginOption[] => {
  const bf = backgroundFetch(ROUTES);
  const integration = { ...bf.integration };
  for (const hook of hooks) delete integration[hook];
  return [bf, VitePWA({ ...pwa, integration })];
};

const server: InlineConfig = { build: { ssr: 'src/server.js', outDir: 'dist/server' } };
const page: InlineConfig = { build: { rolldownOptions: { input: 'src/client-and-worker.js' } } };

const TOLD: [name: string, plugins: () => PluginOption[], config: InlineConfig, message: string][] = [
  [
    'a compiled worker whose build was not announced',
    () => without(PWA_COMPILED, 'beforeBuildServiceWorker'),
    {},
    NOT_CALLED,
  ],
  [
    'the same with the option pwa',
    () => {
      // As an integration of the app's own that replaces ours when it is called.
      const configureOptions: PwaIntegration['configureOptions'] = (_config, options) => {
        const { integration } = options as { integration: PwaIntegration };
        delete integration.beforeBuildServiceWorker;
      };
      return [backgroundFetch({ ...ROUTES, pwa: { ...PWA_COMPILED, integration: { configureOptions } } })];
    },
    {},
    NOT_CALLED,
  ],
  ['the server imports the worker, alone', () => [backgroundFetch(ROUTES)], server, BEFORE_CLIENT],
  [
    'the server imports the worker, with an own worker',
    () => [backgroundFetch({ ...ROUTES, injectManifest: { swSrc: 'src/sw.ts' } })],
    server,
    BEFORE_CLIENT,
  ],
  ['the server imports the worker, VitePWA', () => without(PWA), server, BEFORE_CLIENT],
  ['the server imports the worker, VitePWA compiles', () => without(PWA_COMPILED), server, BEFORE_CLIENT],
  ['a page imports the worker, alone', () => [backgroundFetch(ROUTES)], page, BEFORE_CLIENT],
  [
    'a page imports the worker, with an own worker',
    () => [backgroundFetch({ ...ROUTES, injectManifest: { swSrc: 'src/sw.ts' } })],
    page,
    BEFORE_CLIENT,
  ],
  ['a page imports the worker, VitePWA', () => without(PWA), page, BEFORE_CLIENT],
];

for (const [name, plugins, config, message] of TOLD) {
  test(`the build says so and fails: ${name}`, async ({ app }) => {
    const error: unknown = await buildApp(app, plugins(), config).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.instance(error, Error);
    assert.is(messageOf(error), message.replace('ROOT', app.root));
  });
}

/** What a build of its own process does to the options, and what it prints as errors. */
const ENDS: [name: string, pwa: string, after: string, code: number, message: string][] = [
  ['no hook is called', 'integration: only({})', '', 1, NOT_CALLED],
  ['the option is replaced late', 'integration: bf.integration, late: true', '', 1, NOT_CALLED],
  [
    'only that one is missing which announces the worker',
    'integration: only({ configureOptions: bf.integration.configureOptions })',
    '',
    1,
    NOT_CALLED,
  ],
  ['all are called', 'integration: bf.integration', '', 0, ''],
  ['the build has failed otherwise', 'integration: only({})', 'process.exit(3);', 3, ''],
  ['the worker only removes itself', 'integration: bf.integration, selfDestroying: true', '', 0, ''],
];

for (const [name, pwa, after, code, message] of ENDS) {
  test(`a process whose generated worker has got no routes fails at its end: ${name}`, async ({ app }) => {
    const plugin = new URL('../src/index.ts', import.meta.url).href;
    await app.write(
      'build.mjs',
      `import { build } from 'vite';
       import { VitePWA } from 'vite-plugin-pwa';
       import { backgroundFetch } from ${JSON.stringify(plugin)};
       const bf = backgroundFetch(${JSON.stringify(ROUTES)});
       // Known to us all the same, as where a framework keeps some hooks.
       const only = (hooks) => ({
         configureOptions: (config, options) => bf.integration.configureOptions(config, options),
         ...hooks,
       });
       const { late, ...options } = { ${pwa} };
       const forgetting = late && {
         name: 'forgetting',
         buildStart: () => void delete bf.integration.beforeBuildServiceWorker,
       };
       const pwa = VitePWA({ injectRegister: false, manifest: false, ...options });
       await build({
         root: ${JSON.stringify(app.root)}, configFile: false, logLevel: 'silent', plugins: [bf, pwa, forgetting],
       });
       ${after}`,
    );
    const ended = await new Promise<{ code: number; stderr: string }>((resolve) => {
      const args = ['--import', import.meta.resolve('tsx'), `${app.root}/build.mjs`];
      execFile(process.execPath, args, { cwd: app.root }, (error, _stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), stderr }),
      );
    });
    assert.is(ended.stderr.trim(), message.replace('ROOT', app.root));
    assert.is(ended.code, code);
  });
}

test.run();
