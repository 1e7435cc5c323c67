import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { download, type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import type { TestPage } from '../support/test-browser.ts';
import { engines } from '../support/variants.ts';

interface Client {
  fetch(id: string, options: object): Promise<{ state: string }>;
  abort(id: string): Promise<boolean>;
  remove(id: string): Promise<boolean>;
  list(): Promise<{ id: string; state: string }[]>;
}

declare global {
  /** Lets the browser be asked what {@link holdStart} has held up. */
  var release: () => void;
  /** What becomes of it. */
  var outcome: Promise<string>;
}

const filesOf = (album: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `tracks/${album}/${n}.json`);

const STORED = { state: 'stored', failureReason: '', failures: [] };

/** Presses the button in a page whose browser takes its time, as one does that asks its user first. */
function holdStart(page: TestPage, id: string, requests: string[]): Promise<void> {
  return page.evaluate(
    async (name, given) => {
      const { backgroundFetch } = (await navigator.serviceWorker.ready) as unknown as {
        backgroundFetch: object;
      };
      const prototype = Object.getPrototypeOf(backgroundFetch);
      const { fetch } = prototype;
      const released = new Promise<void>((resolve) => {
        self.release = resolve;
      });
      const isAsked = new Promise<void>((resolve) => {
        prototype.fetch = async function (...args: unknown[]) {
          resolve();
          await released;
          prototype.fetch = fetch;
          return fetch.apply(this, args);
        };
      });
      const { downloads } = self as unknown as { downloads: Client };
      self.outcome = downloads.fetch(name, { requests: given }).then(
        ({ state }) => state,
        ({ code }: { code: string }) => code,
      );
      await isAsked;
    },
    id,
    requests,
  );
}

/** Lets the browser have it, and tells what becomes of it. */
function letGo(page: TestPage): Promise<string> {
  return page.evaluate(() => {
    self.release();
    return outcome;
  });
}

/** In what state a page sees a download; undefined where it sees none. */
function stateOf(page: TestPage, id: string): Promise<string | undefined> {
  return page.evaluate(async (name) => {
    const { downloads } = self as unknown as { downloads: Client };
    return (await downloads.list()).find((one) => one.id === name)?.state;
  }, id);
}

/** Waits until the browser runs nothing, and gives the paths that have been asked for by then. */
async function settled({ page, server }: RouteApp, since: number): Promise<string[]> {
  await page.waitForFunction(async () => {
    const { backgroundFetch } = (await navigator.serviceWorker.ready) as unknown as {
      backgroundFetch: { getIds(): Promise<string[]> };
    };
    return (await backgroundFetch.getIds()).length === 0;
  });
  return server.requests.slice(since).map(({ pathname }) => pathname);
}

for (const variant of engines()) {
  const test = suite<{ app: RouteApp; other: TestPage }>(
    `run time, two tabs, ${variant.browser}, ${variant.engine}`,
  );

  test.before(async (context) => {
    context.app = await startRouteApp(variant, {
      files: {},
      routes: [{ id: 'album/:id', requests: 'page', serve: 'tracks/:id/*' }],
    });
    context.other = await context.app.open();
  });
  test.after(({ app }) => app.close());
  test.before.each(({ app }) => {
    app.server.heal();
    // Whatever the browser begins has no end before it is aborted.
    app.server.fault(/^\/tracks\//, { body: Buffer.alloc(200_000, 'x'), bytesPerSecond: 5_000 });
    app.server.fault(/^\/tracks\/\w+\/0/, { body: Buffer.from('first') });
  });

  for (const method of ['abort', 'remove'] as const) {
    test(`${method}() in one tab while the other one's browser is asked: nothing runs on`, async ({
      app,
      other,
    }) => {
      const id = `album/${method}`;
      await holdStart(app.page, id, filesOf(method, 3));
      assert.is(await stateOf(other, id), 'waiting');
      const since = app.server.requests.length;
      await other.evaluate(
        async (name, call) => {
          await (self as unknown as { downloads: Client }).downloads[call as 'abort'](name);
        },
        id,
        method,
      );
      assert.is(await stateOf(other, id), undefined);
      assert.is(await letGo(app.page), 'removed');
      const asked = await settled(app, since);
      assert.ok(asked.filter((path) => path.startsWith('/tracks/')).length <= 3, asked.join('\n'));
      assert.equal([await stateOf(app.page, id), await stateOf(other, id)], [undefined, undefined]);
    });
  }

  test('abort() of what another tab brings up to date: what was stored stays so', async ({ app, other }) => {
    const id = 'album/update';
    assert.equal(await download(app.page, id, { requests: filesOf('update', 1) }), STORED);
    const since = app.server.requests.length;
    await holdStart(app.page, id, filesOf('update', 3));
    assert.is(await stateOf(other, id), 'waiting');
    const isStopped = await other.evaluate(
      (name) => (self as unknown as { downloads: Client }).downloads.abort(name),
      id,
    );
    assert.ok(isStopped);
    assert.is(await stateOf(other, id), 'stored');
    assert.is(await letGo(app.page), 'stored');
    await settled(app, since);
    assert.equal([await stateOf(app.page, id), await stateOf(other, id)], ['stored', 'stored']);
    await app.server.stop();
    assert.is(await textOf(other, 'tracks/update/0.json'), 'first');
    await app.server.restart();
    // And it can be asked for again.
    app.server.heal();
    app.server.fault(/^\/tracks\//, { body: Buffer.from('again') });
    assert.equal(await download(other, id, { requests: filesOf('update', 3) }), STORED);
    assert.is(await textOf(other, 'tracks/update/0.json'), 'first');
    assert.is(await textOf(other, 'tracks/update/2.json'), 'again');
  });

  test('two tabs that ask the browser at once: one download, of which both hear', async ({ app, other }) => {
    const id = 'album/both';
    app.server.heal();
    app.server.fault(/^\/tracks\//, { body: Buffer.alloc(20_000, 'x'), bytesPerSecond: 10_000 });
    const requests = filesOf('both', 3);
    const since = app.server.requests.length;
    await Promise.all([app.page, other].map((page) => holdStart(page, id, requests)));
    assert.equal(await Promise.all([app.page, other].map(letGo)), ['downloading', 'downloading']);
    assert.equal(await download(other, id, { requests }), STORED);
    assert.is(await stateOf(app.page, id), 'stored');
    const asked = await settled(app, since);
    for (const path of requests)
      assert.is(asked.filter((one) => one === `/${path}`).length, 1, `${path} is fetched once`);
  });

  test('a tab whose browser is asked until another one is done: it is told so', async ({ app, other }) => {
    const id = 'album/late';
    app.server.heal();
    app.server.fault(/^\/tracks\//, { body: Buffer.from('late') });
    const requests = filesOf('late', 3);
    const since = app.server.requests.length;
    await Promise.all([app.page, other].map((page) => holdStart(page, id, requests)));
    await letGo(app.page);
    assert.equal(await download(app.page, id, { requests }), STORED);
    app.server.fault(/^\/tracks\//, { body: Buffer.alloc(200_000, 'x'), bytesPerSecond: 5_000 });
    assert.is(await letGo(other), 'stored');
    await settled(app, since);
    assert.equal([await stateOf(app.page, id), await stateOf(other, id)], ['stored', 'stored']);
    assert.is(await textOf(other, requests[0] ?? ''), 'late');
  });

  test.run();
}
