import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import type { TestPage } from '../support/test-browser.ts';
import { until } from '../support/until.ts';
import { engines } from '../support/variants.ts';

/** Bytes of each file: what browsers count beside it is little. */
const SIZE = 2 ** 20;
const TEXT = 'episode '.repeat(SIZE / 8);

interface Seen {
  id: string;
  state: string;
  stored: Promise<unknown>;
  update(change: { pinned: boolean }): Promise<boolean>;
}

interface Report {
  quota: number;
  usage: number;
  downloads: object;
  routes: object;
}

interface Client {
  fetch(id: string): Promise<Seen>;
  get(id: string): Promise<Seen | undefined>;
  list(): Promise<Seen[]>;
  storage(): Promise<Report>;
}

type Window = { downloads: Client };

const ROUTES = [
  {
    id: 'episode/:n',
    requests: [{ url: 'episodes/:n.txt', size: SIZE }],
    expiration: { maxEntries: 2 },
  },
  { id: 'book/:n', requests: [{ url: 'books/:n.txt', size: SIZE }] },
];

/** Stores a download. Gives the error that it ends with, where it does. */
const store = (page: TestPage, id: string): Promise<{ code?: string; details?: object } | undefined> =>
  page.evaluate(async (name) => {
    try {
      await (await (self as unknown as Window).downloads.fetch(name)).stored;
      return undefined;
    } catch (error) {
      const { code, details } = error as { code?: string; details?: object };
      return { code: code ?? String(error), details: details ?? {} };
    }
  }, id);

const idsOf = (page: TestPage): Promise<string> =>
  page.evaluate(async () => {
    const all = await (self as unknown as Window).downloads.list();
    return all
      .map(({ id, state }) => `${id} ${state}`)
      .sort()
      .join(', ');
  });

const expectIds = (page: TestPage, expected: string): Promise<void> =>
  until(`these are there: ${expected}`, async () => (await idsOf(page)) === expected);

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`room, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    const episodes = [1, 2, 3, 4, 5].map((n) => [`episodes/${n}.txt`, TEXT]);
    const books = [1, 2].map((n) => [`books/${n}.txt`, TEXT]);
    context.app = await startRouteApp(variant, {
      files: Object.fromEntries([...episodes, ...books]),
      routes: ROUTES,
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
    });
  });
  test.after(({ app }) => app.close());

  test('the one goes that has not been served for the longest time', async ({ app: { page } }) => {
    for (const id of ['episode/1', 'episode/2']) assert.is(await store(page, id), undefined);
    assert.is(await textOf(page, 'episodes/1.txt'), TEXT);
    assert.is(await store(page, 'episode/3'), undefined);
    await expectIds(page, 'episode/1 stored, episode/3 stored');
  });

  test('one that is pinned stays, and does not count', async ({ app: { page } }) => {
    await page.evaluate(async () => {
      await (await (self as unknown as Window).downloads.get('episode/1'))?.update({ pinned: true });
    });
    for (const id of ['episode/4', 'episode/5']) assert.is(await store(page, id), undefined);
    await expectIds(page, 'episode/1 stored, episode/4 stored, episode/5 stored');
  });

  test('storage() tells what there is', async ({ app: { page } }) => {
    const { downloads, routes } = await page.evaluate(() => (self as unknown as Window).downloads.storage());
    const amount = { count: 3, bytes: 3 * SIZE, pinned: 1 };
    assert.equal({ downloads, routes }, { downloads: amount, routes: { 'episode/:n': amount } });
  });

  /** Leaves room for so many bytes more. */
  const leave = async ({ browser, page }: RouteApp, bytes: number): Promise<void> => {
    const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage);
    await browser.setQuota?.(page, (usage ?? 0) + bytes);
  };

  test('a full disk: what was used before all others makes room', async ({ app }) => {
    // Our engine holds one so small in memory until it is stored.
    if (!app.browser.setQuota || variant.engine !== 'native') return;
    await leave(app, 1.5 * SIZE);
    assert.is(await store(app.page, 'book/1'), undefined);
    await expectIds(app.page, 'book/1 stored, episode/1 stored, episode/5 stored');
  });

  test('a page that is told of too little room: nothing starts, and the error tells how much is missing', async ({
    app: { page, server },
  }) => {
    const before = await idsOf(page);
    // Chromium tells of 10 GiB whatever there is, and no other browser can be told what to tell.
    await page.evaluate((quota) => {
      navigator.storage.estimate = async () => ({ quota, usage: 0 });
    }, SIZE);
    assert.equal(await store(page, 'book/2'), {
      code: 'quota-exceeded',
      details: { id: 'book/2', downloadTotal: SIZE, available: SIZE, missing: SIZE },
    });
    assert.is(server.requests.filter(({ pathname }) => pathname === '/books/2.txt').length, 0);
    assert.is(await idsOf(page), before);
  });

  test.run();
}
