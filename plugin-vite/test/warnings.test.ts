import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { build, createLogger, createServer, type InlineConfig, type Logger, type PluginOption } from 'vite';
import { VitePWA, type VitePWAOptions } from 'vite-plugin-pwa';
import type { BackgroundFetchOptions } from 'workbox-background-fetch/build';
import { backgroundFetch } from '../src/index.ts';
import { type App, configOf, createApp } from './support/app.ts';
import { PWA, PWA_COMPILED } from './support/ways.ts';

const MISSPELT: BackgroundFetchOptions = {
  routes: [{ id: 'track/:name', requests: ['media/:name.bin', 'medai/:name.jpg'] }],
};

const WARNING =
  'Route "track/:name": the request "medai/:name.jpg" leads to no file of the build, though others of the route do. The nearest ' +
  'folder is "media/", which has: one.bin, two (live) [mix].bin. Correct the request; where a server has the file, give the ' +
  'request a size or a revision, and this is not said again. (docs/errors.md#request-without-file)';

const beside = (pwa: Partial<VitePWAOptions>): PluginOption[] => {
  const bf = backgroundFetch(MISSPELT);
  return [bf, VitePWA({ ...pwa, integration: bf.integration })];
};

const WAYS: [name: string, plugins: () => PluginOption[]][] = [
  ['generateSW', () => backgroundFetch(MISSPELT)],
  ['injectManifest', () => backgroundFetch({ ...MISSPELT, injectManifest: { swSrc: 'src/sw.ts' } })],
  ['VitePWA, generateSW', () => beside(PWA)],
  ['VitePWA, injectManifest', () => beside(PWA_COMPILED)],
  ['option pwa', () => backgroundFetch({ ...MISSPELT, pwa: PWA })],
];

interface Told {
  logger: Logger;
  messages: string[];
}

/** A logger that keeps our warnings. */
function listen(): Told {
  const messages: string[] = [];
  const note = (message: string): void => {
    if (message.includes('docs/errors.md')) messages.push(message);
  };
  return { logger: { ...createLogger('silent'), warn: note, warnOnce: note }, messages };
}

const test = suite<{ app: App }>('warnings');

test.before.each(async (context) => {
  context.app = await createApp();
});
test.after.each(({ app }) => app.remove());

for (const [name, plugins] of WAYS) {
  const config = (app: App, { logger }: Told, more: InlineConfig = {}): InlineConfig =>
    configOf(app, plugins(), { customLogger: logger, ...more });

  test(`the build tells once of a request that leads to no file: ${name}`, async ({ app }) => {
    const told = listen();
    await build(config(app, told));
    assert.equal(told.messages, [WARNING]);
  });

  test(`the dev server, which does not know all files, tells nothing: ${name}`, async ({ app }) => {
    const told = listen();
    const server = { middlewareMode: true, ws: false, watch: null } as const;
    const vite = await createServer(config(app, told, { server }));
    await vite.close();
    assert.equal(told.messages, []);
  });
}

test.run();
