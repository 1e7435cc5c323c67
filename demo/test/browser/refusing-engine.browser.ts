import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { workerModuleCode } from 'workbox-background-fetch/build/internal';
import { type App, start, startApp, store, waitForState } from '../support/app.ts';
import type { DemoBuild } from '../support/build-demo.ts';
import { bundleWorker } from '../support/bundle-worker.ts';
import type { TestPage } from '../support/test-browser.ts';
import { engines } from '../support/variants.ts';

const ENGINE = /^\/background-fetch-fallback\.[\w-]{10}\.js$/;

const MESSAGE = 'This origin does not have permission to start a fetch.';

interface Refusal {
  /** What the browser rejects with, as `new globalThis[name](...)` makes it. */
  error: [name: 'TypeError' | 'DOMException', ...args: string[]];
  permission: PermissionState | 'unknown';
  /** Milliseconds that the refusal takes: a person is slower than a browser. */
  after?: number;
}

/** What a browser that refuses every start has in the place of Chromium's own. */
function refusing({ error: [name, ...args], permission, after = 0 }: Refusal): string {
  return `<script>
    BackgroundFetchManager.prototype.fetch = async () => {
      await new Promise((resolve) => setTimeout(resolve, ${after}));
      throw new ${name}(...${JSON.stringify(args)});
    };
    const query = Permissions.prototype.query;
    Permissions.prototype.query = async function (descriptor) {
      if (descriptor.name !== 'background-fetch') return query.call(this, descriptor);
      if ('${permission}' === 'unknown') throw new TypeError('unknown permission');
      return { state: '${permission}' };
    };
  </script>`;
}

/**
 * How many installations of a worker have imported the engine. A browser that looks whether there is an update fetches it too,
 * whenever it likes; that request's referrer is not the worker's script.
 */
function installations({ server }: App): number {
  return server.requests.filter(
    ({ pathname, headers }) => ENGINE.test(pathname) && /\/sw\.js(\?|$)/.test(headers.referer ?? ''),
  ).length;
}

function countOf({ server }: App, path: string): number {
  return server.requests.filter(({ pathname }) => pathname === path).length;
}

function stateOf(page: TestPage, id: string): Promise<string | undefined> {
  return page.evaluate(async (name) => (await downloads.get(name))?.state, id);
}

async function open(app: App): Promise<TestPage> {
  const page = await app.open();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  return page;
}

/** The code and the details of what a start rejects with. */
function refusal(page: TestPage, id: string): Promise<{ code: string; details: object }> {
  return page.evaluate(
    (name) =>
      downloads.fetch(name).then(
        ({ state }) => ({ code: state, details: {} }),
        ({ code, details }) => ({ code, details }),
      ),
    id,
  );
}

/** What a dev server makes of the worker's module. */
function bundledWorker(): Promise<string> {
  const requests = [{ url: 'media/:slug.wav' }, { url: 'media/:slug.svg' }];
  const code = workerModuleCode(
    {
      routes: [{ id: 'episode/:slug', requests, cacheName: 'episodes' }],
      fallback: ['none.js'],
    },
    { withFallback: true },
  );
  const claim = `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));`;
  return bundleWorker(`${code}\n${claim}`);
}

const test = suite('an engine that refuses');

const FOR_GOOD: [build: DemoBuild, refusal: Refusal][] = [
  ['vite-generate-sw', { error: ['TypeError', MESSAGE], permission: 'granted' }],
  ['vite-generate-sw', { error: ['TypeError', MESSAGE], permission: 'prompt' }],
  ['vite-generate-sw', { error: ['TypeError', MESSAGE], permission: 'unknown' }],
  ['vite-inject-manifest', { error: ['TypeError', MESSAGE], permission: 'granted', after: 1500 }],
  ['webpack-generate-sw', { error: ['DOMException', 'No.', 'NotAllowedError'], permission: 'granted' }],
  ['vite-pwa-inject-manifest', { error: ['DOMException', 'No.', 'NotAllowedError'], permission: 'prompt' }],
];

const BY_A_PERSON: Refusal[] = [
  { error: ['TypeError', MESSAGE], permission: 'denied' },
  { error: ['TypeError', MESSAGE], permission: 'prompt', after: 1500 },
  { error: ['DOMException', 'No.', 'NotAllowedError'], permission: 'denied' },
];

if (engines().some(({ engine }) => engine === 'native')) {
  for (const [build, refused] of FOR_GOOD.filter(([name]) => name.includes(process.env.DEMO_BUILD ?? ''))) {
    const { error, permission } = refused;
    test(`${build}: ${error[0]}, ${permission}: ours takes its place, in every tab and visit`, async () => {
      const app = await startApp({ browser: 'chromium', engine: 'native', build }, refusing(refused));
      try {
        const [page, other] = [await open(app), await open(app)];
        assert.is(installations(app), 0, 'nobody knows yet');
        await store(page, 'episode/ep-1');
        // A tab that has the browser's own until then.
        await store(other, 'episode/ep-3');
        await waitForState(page, 'episode/ep-3', 'stored');

        app.server.fault('/media/ep-2.wav', { bytesPerSecond: 1e5 });
        assert.is((await start(page, 'episode/ep-2')).state, 'downloading');
        for (const each of [page, other]) await each.reload();
        await page.waitForFunction(() => 'downloads' in globalThis);
        assert.is(
          await page.evaluate(async () => (await downloads.get('episode/ep-2'))?.state),
          'downloading',
        );
        app.server.heal();
        await waitForState(page, 'episode/ep-2', 'stored');

        // In the browser's queue it is behind what both tabs have registered when they came back.
        await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
        const before = installations(app);
        assert.ok(before > 0);
        for (let visit = 0; visit < 3; visit++) {
          await page.reload();
          await page.waitForFunction(() => navigator.serviceWorker.controller && 'downloads' in globalThis);
          assert.equal(await page.evaluate(async () => (await downloads.list()).map(({ state }) => state)), [
            'stored',
            'stored',
            'stored',
          ]);
        }
        assert.is(installations(app), before, 'nothing is installed again and again');
      } finally {
        await app.close();
      }
    });
  }

  test('a worker that has the engine in it, as on a dev server: it is not installed anew', async () => {
    const refused = { error: ['TypeError', MESSAGE], permission: 'granted' } as const;
    const variant = { browser: 'chromium', engine: 'native', build: 'vite-generate-sw' } as const;
    const app = await startApp(variant, refusing({ ...refused, error: [...refused.error] }));
    try {
      app.server.fault('/sw.js', { body: Buffer.from(await bundledWorker()) });
      const page = await open(app);
      await store(page, 'episode/ep-1');
      await page.reload();
      await page.waitForFunction(() => 'downloads' in globalThis);
      await store(page, 'episode/ep-3');
      assert.is(installations(app), 0);
      assert.is(
        await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.scriptURL),
        `${app.server.url}sw.js`,
      );
    } finally {
      await app.close();
    }
  });

  for (const isBundled of [false, true]) {
    const kind = isBundled ? 'that has the engine in it' : 'that imports the engine while it is installed';
    test(`a scope that is registered anew starts empty, with a worker ${kind}`, async () => {
      const refused: Refusal = { error: ['TypeError', MESSAGE], permission: 'granted' };
      const variant = { browser: 'chromium', engine: 'native', build: 'vite-generate-sw' } as const;
      const app = await startApp(variant, refusing(refused));
      const { server } = app;
      try {
        if (isBundled) server.fault('/sw.js', { body: Buffer.from(await bundledWorker()) });
        const page = await open(app);
        await store(page, 'episode/ep-1');
        server.fault('/media/ep-2.wav', { bytesPerSecond: 1e5 });
        assert.is((await start(page, 'episode/ep-2')).state, 'downloading');
        await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).unregister()));
        await page.reload();
        await page.waitForFunction(
          () => navigator.serviceWorker.controller !== null && 'downloads' in globalThis,
        );
        const asked = countOf(app, '/media/ep-2.wav');
        assert.is(await stateOf(page, 'episode/ep-1'), 'stored');
        assert.is((await waitForState(page, 'episode/ep-2', 'failed')).failureReason, 'lost');
        await store(page, 'episode/ep-3');
        assert.is(countOf(app, '/media/ep-2.wav'), asked, 'nothing goes on');
        assert.is((await start(page, 'episode/ep-2')).state, 'downloading');
        server.heal();
        await waitForState(page, 'episode/ep-2', 'stored');
      } finally {
        await app.close();
      }
    });
  }

  for (const refused of BY_A_PERSON) {
    const { error, permission, after = 0 } = refused;
    test(`${error[0]}, ${permission}, after ${after} ms: a person has refused, and that holds`, async () => {
      const variant = { browser: 'chromium', engine: 'native', build: 'vite-generate-sw' } as const;
      const app = await startApp(variant, refusing(refused));
      try {
        const page = await open(app);
        assert.equal(await refusal(page, 'episode/ep-1'), {
          code: 'permission-denied',
          details: { id: 'episode/ep-1', by: 'user', running: [] },
        });
        assert.is(installations(app), 0);
      } finally {
        await app.close();
      }
    });
  }
}

test.run();
