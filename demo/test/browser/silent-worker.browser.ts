import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type DemoServer, startServer } from '../../server.ts';
import { buildDemo } from '../support/build-demo.ts';
import { launchBrowser } from '../support/launch-browser.ts';
import type { TestBrowser, TestPage } from '../support/test-browser.ts';
import { engines } from '../support/variants.ts';

/** How a call of the client has ended: the code of its error, or what it gave. */
type End = { code: string; details: object } | { value: unknown };

interface Context {
  browser: TestBrowser;
  root: string;
}

const CLAIM = `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));\n`;

/** Workers that are active where one of ours should be. */
const OTHERS: [name: string, script: string, received?: string][] = [
  ['one without a message listener', CLAIM],
  ['one whose listener throws', `${CLAIM}addEventListener('message', () => { throw new Error('boom'); });`],
  ['one that answers with text', answering(`'pong'`), '"pong"'],
  ['one that answers with nothing', answering('undefined'), 'undefined'],
  ['one that answers with its own errors', answering(`{ error: 'unknown' }`), '{"error":"unknown"}'],
  [
    'one that never ends',
    `${CLAIM}addEventListener('message', (event) => event.waitUntil(new Promise(() => {})));`,
  ],
];

function answering(data: string): string {
  return `${CLAIM}addEventListener('message', ({ ports }) => ports[0]?.postMessage(${data}));`;
}

/** Does nothing with the first questions until it is killed. */
const HANGS_ONCE = `let isFirst = false;
addEventListener('install', () => { isFirst = true; });
addEventListener('message', (event) => {
  if (isFirst && event.data?.meta) event.stopImmediatePropagation();
});\n`;

async function visit(browser: TestBrowser, server: DemoServer): Promise<TestPage> {
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null && 'downloads' in globalThis);
  return page;
}

/** Calls every method at once, and waits for all of them. */
function callAll(page: TestPage): Promise<Record<string, End>> {
  return page.evaluate(async () => {
    const calls = {
      fetch: downloads.fetch('episode/ep-1'),
      get: downloads.get('episode/ep-1'),
      list: downloads.list(),
      // Others: these end a start that is under way.
      abort: downloads.abort('episode/ep-2'),
      remove: downloads.remove('episode/ep-3'),
    };
    const ends = Object.entries(calls).map(async ([name, call]) => {
      const end = await (call as Promise<unknown>).then(
        (value) => ({ value: JSON.parse(JSON.stringify(value ?? null)) }),
        ({ code, details }) => ({ code, details }),
      );
      return [name, end];
    });
    return Object.fromEntries(await Promise.all(ends));
  });
}

const test = suite<Context>('workers that do not answer', {} as Context);

test.before(async (context) => {
  context.root = await buildDemo('vite-generate-sw');
  context.browser = await launchBrowser('chromium');
});
test.after(({ browser }) => browser.close());

/** Serves the demo, with something else as its worker, on an origin of its own. */
async function serve(
  { root }: Context,
  script: string | undefined,
  run: (server: DemoServer) => Promise<void>,
  workers = '',
): Promise<void> {
  const server = await startServer({ root, inserts: { workers } });
  if (script !== undefined) server.fault('/sw.js', { body: Buffer.from(script), noValidators: true });
  try {
    await run(server);
  } finally {
    await server.stop();
  }
}

if (engines().some(({ engine }) => engine === 'native')) {
  test('every call ends with no-answer, in two tabs', async (context) => {
    // All of them wait for as long, so they do it side by side.
    await Promise.all(
      OTHERS.map(([name, script, received]) =>
        serve(context, script, async (server) => {
          const pages = [await visit(context.browser, server), await visit(context.browser, server)];
          const scriptURL = `${server.url}sw.js`;
          const end = { code: 'no-answer', details: { scriptURL, ...(received && { received }) } };
          for (const ends of await Promise.all(pages.map(callAll))) {
            assert.equal(ends, { fetch: end, get: end, list: end, abort: end, remove: end }, name);
          }
        }),
      ),
    );
  });

  test('an older one, and a later one is waiting: the error says so', (context) =>
    serve(context, CLAIM, async (server) => {
      const page = await visit(context.browser, server);
      server.fault('/sw.js', { body: Buffer.from('// It waits.') });
      await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
      await page.waitForFunction(async () => (await navigator.serviceWorker.ready).waiting);
      const scriptURL = `${server.url}sw.js`;
      assert.equal((await callAll(page)).list, {
        code: 'no-answer',
        details: { scriptURL, next: { scriptURL, state: 'installed' } },
      });
    }));

  test('an older one that is replaced in mid-call by ours', (context) =>
    serve(context, CLAIM, async (server) => {
      const page = await visit(context.browser, server);
      const all = page.evaluate(async () => {
        const list = (await downloads.list()).length;
        return [list, (await downloads.fetch('episode/ep-1')).id];
      });
      server.heal();
      await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
      assert.equal(await all, [0, 'episode/ep-1']);
    }));

  test('an older one that is unregistered in mid-call', (context) =>
    serve(context, CLAIM, async (server) => {
      const page = await visit(context.browser, server);
      const all = callAll(page);
      await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).unregister()));
      for (const end of Object.values(await all)) {
        assert.ok(
          'code' in end && ['no-answer', 'no-service-worker'].includes(end.code),
          JSON.stringify(end),
        );
      }
    }));

  test('ours, killed in mid-call: it is asked again', (context) =>
    serve(
      context,
      undefined,
      async (server) => {
        const page = await visit(context.browser, server);
        const all = page.evaluate(() => downloads.list().then((list) => list.length));
        await context.browser.stopServiceWorkers(page);
        assert.is(await all, 0);
      },
      HANGS_ONCE,
    ));

  test('ours, unregistered and registered again: the same client goes on', (context) =>
    serve(context, undefined, async (server) => {
      const page = await visit(context.browser, server);
      const count = await page.evaluate(async () => {
        await downloads.list();
        const before = await navigator.serviceWorker.ready;
        await before.unregister();
        await navigator.serviceWorker.register('/sw.js');
        return (await downloads.list()).length;
      });
      assert.is(count, 0);
    }));
}

test.run();
