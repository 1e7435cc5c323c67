import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Plugin, PluginOption } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { SCRIPT_NAME } from 'workbox-background-fetch/build/internal';
import { backgroundFetch } from '../src/index.ts';
import { type App, buildApp, createApp } from './support/app.ts';
import { messageOf } from './support/message-of.ts';
import { PWA, PWA_COMPILED, ROUTES } from './support/ways.ts';

interface Case {
  name: string;
  plugins: (app: App) => PluginOption[];
  /** The source of an own worker. */
  source?: string;
  /** ROOT stands for the app's folder, SCRIPT for the name of the script with the routes. */
  message: string;
}

const TWICE = 'self.__WB_MANIFEST; self.__WB_MANIFEST;';
const GOOD = 'self.manifest = self.__WB_MANIFEST;';
const GLOB = { routes: [{ id: 'none', requests: { glob: 'none/**' } }] };
const SMALL = { routes: [{ id: 'one', requests: 'media/one.bin', downloadTotal: 5 }] };

const throwing = [
  async (): Promise<never> => {
    throw new Error('a transform of the app');
  },
];

/** Takes the script away again before the worker is there. */
const removing = ({ root }: App): (<M>(manifest: M) => Promise<{ manifest: M }>)[] => [
  async (manifest) => {
    for (const name of await readdir(join(root, 'dist')))
      if (SCRIPT_NAME.test(name) && name.includes('-sw.') && name !== OLD_SCRIPT)
        await rm(join(root, 'dist', name));
    return { manifest };
  },
];

const refusing: Plugin = {
  name: 'refusing',
  transform(_code, id) {
    if (id.endsWith('own.ts')) throw new Error('a plugin of the worker');
  },
};

const own = { swSrc: 'src/own.ts' };

/** Options that both of Workbox's functions take. */
const COMMON: { name: string; routes?: object; workbox?: object; message: string }[] = [
  {
    name: 'a glob without files',
    routes: GLOB,
    message:
      'Route "none": no file of the build matches "none/**". Patterns are relative to the output folder, which has: ' +
      'assets/, icon.png, index.html, manifest.webmanifest, media/. (docs/errors.md#empty-glob)',
  },
  {
    name: 'a total that is too small',
    routes: SMALL,
    message:
      'Route "one": downloadTotal is 5, but the files of "one" have 3000 bytes; the browser would abort it. Leave ' +
      'downloadTotal out: the build computes it. (docs/errors.md#download-total-too-small)',
  },
  {
    name: 'a public folder that is not there',
    routes: { publicDir: 'nowhere' },
    message:
      'The option "publicDir" names the folder ROOT/nowhere, which is not there. Give the folder whose files are served ' +
      "at the app's base, or false where there is none. (docs/errors.md#missing-folder)",
  },
  {
    name: 'a transform that throws',
    workbox: { manifestTransforms: throwing },
    message: 'a transform of the app',
  },
  {
    name: 'an option that Workbox does not know',
    workbox: { unheardOf: true },
    message: "[FUNCTION] 'unheardOf' property is not expected to be here. Did you mean property 'NEAREST'?",
  },
  {
    name: 'an option of the wrong type',
    workbox: { maximumFileSizeToCacheInBytes: 'many' },
    message:
      "[FUNCTION.maximumFileSizeToCacheInBytes] 'maximumFileSizeToCacheInBytes' property type must be number.",
  },
];

const CASES: Case[] = [
  ...COMMON.flatMap(({ name, routes, workbox, message }): Case[] => [
    {
      name: `${name}, generateSW`,
      plugins: () => backgroundFetch({ ...ROUTES, ...routes, generateSW: { ...workbox } }),
      message: message.replace('FUNCTION', 'GenerateSW').replace('NEAREST', 'cacheId'),
    },
    {
      name: `${name}, injectManifest`,
      plugins: () => backgroundFetch({ ...ROUTES, ...routes, injectManifest: { ...own, ...workbox } }),
      message: message.replace('FUNCTION', 'InjectManifest').replace('NEAREST', 'swSrc'),
    },
  ]),
  {
    name: 'a script that is taken away, generateSW',
    plugins: (app) => backgroundFetch({ ...ROUTES, generateSW: { manifestTransforms: removing(app) } }),
    message:
      'The service worker ROOT/dist/sw.js imports SCRIPT, but the build has not written that file there. ' +
      '(docs/errors.md#script-not-found)',
  },
  {
    name: 'a script that is taken away, VitePWA',
    plugins: (app) => {
      const bf = backgroundFetch(ROUTES);
      const workbox = { ...PWA.workbox, manifestTransforms: removing(app) };
      return [bf, VitePWA({ ...PWA, workbox, integration: bf.integration })];
    },
    message:
      'The service worker ROOT/dist/sw.js imports SCRIPT, but the build has not written that file there. ' +
      '(docs/errors.md#script-not-found)',
  },
  ...(
    [
      [
        'no place for the manifest',
        '// nothing',
        'The service worker ROOT/src/own.ts has no "self.__WB_MANIFEST", where Workbox puts the precache manifest. Write it ' +
          'there, or give what stands there instead as the option injectionPoint. (docs/errors.md#no-injection-point)',
      ],
      [
        'two places for the manifest',
        TWICE,
        "Please ensure that your 'swSrc' file contains only one match for the following: self.__WB_MANIFEST",
      ],
      [
        'a syntax error',
        `${GOOD} this is no JavaScript`,
        '[builtin:vite-transform] Expected a semicolon or an implicit semicolon after a statement, but found none',
      ],
      [
        'an import that is not there',
        `import './nowhere.ts'; ${GOOD}`,
        "[UNRESOLVED_IMPORT] Could not resolve './nowhere.ts' in ROOT/src/own.ts",
      ],
      [
        'an import of a virtual module that nobody has',
        `import 'virtual:none'; ${GOOD}`,
        '[vite]: Rolldown failed to resolve import "virtual:none" from "ROOT/src/own.ts".\n' +
          'This is most likely unintended because it can break your application at runtime.\n' +
          'If you do want to externalize this module explicitly add it to\n`build.rolldownOptions.external`',
      ],
    ] as const
  ).map(
    ([name, source, message]): Case => ({
      name: `${name}, injectManifest`,
      plugins: () => backgroundFetch({ ...ROUTES, injectManifest: own }),
      source,
      message,
    }),
  ),
  {
    name: 'no place for the manifest, VitePWA',
    plugins: () => {
      const bf = backgroundFetch(ROUTES);
      return [
        bf,
        VitePWA({ ...PWA_COMPILED, filename: 'own.ts', outDir: 'dist', integration: bf.integration }),
      ];
    },
    source: '// nothing',
    message:
      'The service worker ROOT/src/own.ts has no "self.__WB_MANIFEST", where Workbox puts the precache manifest. Write it ' +
      'there, or give what stands there instead as the option injectionPoint. (docs/errors.md#no-injection-point)',
  },
  {
    name: 'a plugin that refuses the worker, injectManifest',
    plugins: () => [refusing, backgroundFetch({ ...ROUTES, injectManifest: own })],
    message: 'a plugin of the worker',
  },
  {
    name: 'a source that is not there, injectManifest',
    plugins: () => backgroundFetch({ ...ROUTES, injectManifest: { swSrc: 'src/none.ts' } }),
    message: '[UNRESOLVED_ENTRY] Cannot resolve entry module ROOT/src/none.ts.',
  },
];

const OLD_SCRIPT = 'background-fetch-sw.0123456789.js';
const FORMER = {
  'dist/sw.js': `importScripts("${OLD_SCRIPT}");\n//# sourceMappingURL=sw.js.map`,
  'dist/sw.js.map': '{}',
  [`dist/${OLD_SCRIPT}`]: '// the routes of before',
};

const test = suite<{ app: App }>('failed workers');

test.before.each(async (context) => {
  context.app = await createApp();
});
test.after.each(({ app }) => app.remove());

for (const { name, plugins, source = GOOD, message } of CASES) {
  for (const emptyOutDir of [true, false]) {
    const after = emptyOutDir ? 'there is no worker' : 'the worker of before is there';
    test(`${name}: ${after}`, async ({ app }) => {
      for (const [path, code] of Object.entries({ ...FORMER, 'src/own.ts': source }))
        await app.write(path, code);
      const error: unknown = await buildApp(app, plugins(app), {
        build: { emptyOutDir, sourcemap: true },
      }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.instance(error, Error);
      // The bundler has paths from where it runs.
      const told = messageOf(error)
        .replaceAll(relative(process.cwd(), app.root), 'ROOT')
        .replaceAll(app.root, 'ROOT');
      assert.is(told.replace(/background-fetch-sw\.[\w-]{10}\.js/, 'SCRIPT'), message);
      const ours = (await app.files('dist')).filter((path) => /^(?:sw\.|background-fetch-)/.test(path));
      assert.equal(
        ours.map((path) => `dist/${path}`),
        emptyOutDir ? [] : Object.keys(FORMER).sort(),
      );
      if (emptyOutDir) return assert.not.ok(existsSync(join(app.root, 'dist/sw.js')));
      for (const [path, code] of Object.entries(FORMER)) assert.is(await app.read(path), code);
    });
  }
}

test.run();
