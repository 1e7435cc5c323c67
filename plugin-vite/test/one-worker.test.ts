import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createServer, type PluginOption } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import type { BackgroundFetchOptions } from 'workbox-background-fetch/build';
import { backgroundFetch, type ViteBackgroundFetchOptions } from '../src/index.ts';
import { type App, buildApp, configOf, createApp } from './support/app.ts';
import { messageOf } from './support/message-of.ts';
import { beside, PWA, PWA_COMPILED, ROUTES } from './support/ways.ts';

const OTHER: BackgroundFetchOptions = { routes: [{ id: 'cover/:name', requests: 'icon.png' }] };
const swSrc = 'src/sw.ts';

const twice = (count: number): string =>
  `backgroundFetch() is among the plugins ${count} times, but an app has one service worker, which would get the routes of one ` +
  'of them alone. Put all routes into one: { routes: [...] }. (docs/errors.md#several-plugins)';

const besidePwa = (option: string, other: string, remedy: string): string =>
  `The option "${option}" cannot stand beside ${other}: that makes the service worker, and these options would have no effect. ` +
  `${remedy}. (docs/errors.md#conflicting-options)`;

const BOTH =
  'The option "generateSW" cannot stand beside the option "injectManifest": one has the service worker generated, the other has ' +
  'yours compiled. Keep one of them. (docs/errors.md#conflicting-options)';

const TWO_PWA =
  'The option "pwa" cannot stand beside another VitePWA: each would make the service worker. Move its options into pwa, or leave ' +
  'pwa out and give integration: bf.integration to it. (docs/errors.md#conflicting-options)';

/** With VitePWA beside us, wired up. */
const wired = (options: ViteBackgroundFetchOptions, pwa: Parameters<typeof VitePWA>[0]): PluginOption[] => {
  const bf = backgroundFetch(options);
  return [bf, VitePWA({ ...pwa, integration: bf.integration })];
};

const REFUSED: [name: string, plugins: () => PluginOption[], message: string][] = [
  ['two calls', () => [backgroundFetch(ROUTES), backgroundFetch(OTHER)], twice(2)],
  [
    'three calls, in a list of lists',
    () => [[backgroundFetch(ROUTES)], [[backgroundFetch(OTHER), backgroundFetch(OTHER)]]],
    twice(3),
  ],
  [
    'one of the calls brings VitePWA',
    () => [backgroundFetch({ ...ROUTES, pwa: PWA }), backgroundFetch(OTHER)],
    twice(2),
  ],
  ['two calls beside VitePWA', () => [beside(PWA), backgroundFetch(OTHER)], twice(2)],
  [
    'the same twice',
    () => {
      const bf = backgroundFetch(ROUTES);
      return [bf, bf];
    },
    twice(2),
  ],
  [
    'generateSW and injectManifest',
    () => backgroundFetch({ ...ROUTES, generateSW: {}, injectManifest: { swSrc } }),
    BOTH,
  ],
  [
    'all three',
    () => backgroundFetch({ ...ROUTES, generateSW: {}, injectManifest: { swSrc }, pwa: PWA }),
    BOTH,
  ],
  [
    'generateSW and pwa',
    () => backgroundFetch({ ...ROUTES, generateSW: { clientsClaim: true }, pwa: PWA }),
    besidePwa('generateSW', 'the option "pwa"', 'Move them to pwa: { workbox: { … } }, or leave pwa out'),
  ],
  [
    'injectManifest and pwa',
    () => backgroundFetch({ ...ROUTES, injectManifest: { swSrc }, pwa: PWA_COMPILED }),
    besidePwa(
      'injectManifest',
      'the option "pwa"',
      'Move them to pwa: { injectManifest: { … } }, or leave pwa out',
    ),
  ],
  [
    'generateSW beside VitePWA',
    () => wired({ ...ROUTES, generateSW: {} }, PWA),
    besidePwa('generateSW', 'VitePWA', "Move them to workbox of VitePWA's options, or leave VitePWA out"),
  ],
  [
    'generateSW beside VitePWA, which stands first',
    () => wired({ ...ROUTES, generateSW: {} }, PWA).reverse(),
    besidePwa('generateSW', 'VitePWA', "Move them to workbox of VitePWA's options, or leave VitePWA out"),
  ],
  [
    'injectManifest beside VitePWA, which knows nothing of us',
    () => [backgroundFetch({ ...ROUTES, injectManifest: { swSrc } }), VitePWA(PWA)],
    besidePwa(
      'injectManifest',
      'VitePWA',
      "Move them to injectManifest of VitePWA's options, or leave VitePWA out",
    ),
  ],
  ['pwa beside VitePWA', () => [backgroundFetch({ ...ROUTES, pwa: PWA }), VitePWA(PWA)], TWO_PWA],
  ['pwa behind VitePWA', () => [VitePWA(PWA), backgroundFetch({ ...ROUTES, pwa: PWA })], TWO_PWA],
];

const ALLOWED: [name: string, plugins: () => PluginOption[]][] = [
  [
    'generateSW beside VitePWA that is disabled',
    () => wired({ ...ROUTES, generateSW: {} }, { ...PWA, disable: true }),
  ],
  [
    'injectManifest and pwa that is disabled',
    () => backgroundFetch({ ...ROUTES, injectManifest: { swSrc }, pwa: { disable: true } }),
  ],
  [
    'a second VitePWA with a worker of its own',
    () => [beside(PWA), VitePWA({ ...PWA, filename: 'other.js' })],
  ],
];

const failureOf = async (run: () => Promise<unknown>): Promise<unknown> =>
  Promise.resolve()
    .then(run)
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );

const test = suite<{ app: App }>('one worker');

test.before.each(async (context) => {
  context.app = await createApp();
});
test.after.each(({ app }) => app.remove());

for (const [name, plugins, message] of REFUSED) {
  test(`the build stops: ${name}`, async ({ app }) => {
    const error = await failureOf(async () => buildApp(app, plugins()));
    assert.instance(error, Error);
    assert.is(messageOf(error), message);
  });

  test(`so does the dev server: ${name}`, async ({ app }) => {
    const error = await failureOf(async () => {
      const server = await createServer(
        configOf(app, plugins(), { server: { middlewareMode: true, ws: false, watch: null } }),
      );
      await server.close();
    });
    assert.instance(error, Error);
    assert.is(messageOf(error), message);
  });
}

for (const [name, plugins] of ALLOWED) {
  test(`the build goes through: ${name}`, async ({ app }) => {
    await buildApp(app, plugins());
    assert.ok((await app.files('dist')).some((path) => path.startsWith('background-fetch-fallback.')));
  });
}

test.run();
