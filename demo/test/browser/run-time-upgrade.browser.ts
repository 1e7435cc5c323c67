import { readFile } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { download, type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import { update } from '../support/route-app/update.ts';
import type { TestPage } from '../support/test-browser.ts';
import { until } from '../support/until.ts';
import { engines } from '../support/variants.ts';

const ENGINE = new URL('../../../runtime/dist/fallback-sw.iife.js', import.meta.url);
/** What the code of version 1 has left in Chromium: rows of the database, and keys of caches. */
const FIXTURE = new URL('../../../runtime/test/store/version-1.json', import.meta.url);

/** What the app of the fixture had. Of `next` and the second of the series nothing had come. */
const NAMES = ['kept', 'series/1', 'series/2', 'next/intro', 'next/middle', 'next/end'];
const contentOf = (name: string): string =>
  `what ${name} says, at some length. `.repeat(name.startsWith('next/') ? 3000 : 10);
const UNDER_WAY: Record<string, string[]> = {
  next: ['next/intro', 'next/middle', 'next/end'],
  'series/a': ['series/2'],
};

/** What an app had before: a worker that did nothing about background fetches, but for our engine where the browser has none. */
const workerBefore = (hasFallback: boolean): string => `
${hasFallback ? "importScripts('/fallback-sw.iife.js');" : ''}
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));`;

interface Left {
  scope: string;
  rows: { id: string; title: string; createdAt: number }[];
  caches: Record<string, string[]>;
}

/** The fixture, as if it had been left in this app. */
async function leftIn(url: string): Promise<Left> {
  const text = await readFile(FIXTURE, 'utf8');
  const { scope }: Left = JSON.parse(text);
  return JSON.parse(text.replaceAll(scope, url));
}

/** Puts it there, and begins the background fetches that were under way. */
function leave(
  page: TestPage,
  left: Left,
  contents: Record<string, string>,
  underWay: Record<string, string[]>,
): Promise<void> {
  return page.evaluate(
    async ({ scope, rows, caches: keys }, texts, fetches) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(`workbox-background-fetch-${scope}`, 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('downloads', { keyPath: 'id' });
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const transaction = database.transaction('downloads', 'readwrite');
      for (const row of rows) transaction.objectStore('downloads').put(row);
      await new Promise((resolve) => {
        transaction.oncomplete = resolve;
      });
      database.close();
      for (const [name, urls] of Object.entries(keys)) {
        const cache = await caches.open(name);
        for (const url of urls)
          await cache.put(
            url,
            new Response(texts[new URL(url).href.slice(scope.length).split('.')[0] ?? '']),
          );
      }
      const { backgroundFetch } = (await navigator.serviceWorker.ready) as unknown as {
        backgroundFetch: { fetch(id: string, urls: string[], options: object): Promise<unknown> };
      };
      for (const [id, names] of Object.entries(fetches))
        await backgroundFetch.fetch(
          id,
          names.map((name) => `${name}.json`),
          { title: id },
        );
    },
    left,
    contents,
    underWay,
  );
}

/** All downloads, as the page sees them. */
function list(page: TestPage): Promise<{ id: string; state: string; title: string; createdAt: number }[]> {
  return page.evaluate(async () => {
    const { downloads } = self as unknown as {
      downloads: { list(): Promise<{ id: string; state: string; title: string; createdAt: number }[]> };
    };
    return (await downloads.list())
      .map(({ id, state, title, createdAt }) => ({ id, state, title, createdAt }))
      .sort((a, b) => a.id.localeCompare(b.id));
  });
}

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`run time, upgrade, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    context.app = await startRouteApp(variant, {
      files: {
        ...Object.fromEntries(NAMES.map((name) => [`${name}.json`, contentOf(name)])),
        'fallback-sw.iife.js': await readFile(ENGINE),
      },
      routes: [
        { id: 'kept', requests: 'kept.json', title: 'What is kept' },
        { id: 'next', requests: ['intro', 'middle', 'end'].map((name) => `next/${name}.json`) },
        {
          id: 'series/:name',
          requests: ['series/1.json', 'series/2.json'],
          title: 'Series :name',
          cacheName: 'series',
        },
        { id: 'broken', requests: ['kept.json', 'api/missing.json'] },
        { id: 'stopped', requests: 'api/slow.json' },
        { id: 'album/:id', requests: 'page', serve: 'tracks/:id/*' },
      ],
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
      first: workerBefore(variant.engine === 'fallback'),
    });
  });
  test.after(({ app }) => app.close());

  test('what is under way comes to its end, and all else is what it was', async ({ app }) => {
    const { page, server } = app;
    const files = Object.values(UNDER_WAY).flat();
    // However long the browser takes to replace the worker, which has no listeners for what ends before.
    const replaced = new AbortController();
    server.fault(/^\/(?:next\/|series\/2)/, { bytesPerSecond: 500, until: replaced.signal });
    server.fault('/series/2.json', { bytesPerSecond: 1, until: replaced.signal });
    const left = await leftIn(server.url);
    await leave(page, left, Object.fromEntries(NAMES.map((name) => [name, contentOf(name)])), UNDER_WAY);
    const early = [...server.requests];
    await app.rebuild();
    await update(page);
    // A busy machine takes its time to end the worker of before: what it brings until then, nobody hears of.
    if (variant.engine === 'fallback')
      await until('the worker of before is gone', () => early.every(({ done }) => done));
    const states = { broken: 'failed', kept: 'stored', next: 'downloading', 'series/a': 'downloading' };
    const before = left.rows.map(({ id, title, createdAt }) => ({
      id,
      state: { ...states, stopped: 'aborted' }[id],
      title,
      createdAt,
    }));
    assert.equal(await list(page), before);
    // Until the rest has come, the series is what it was.
    assert.is(await textOf(page, 'series/1.json'), contentOf('series/1'));
    server.heal();
    replaced.abort();
    const failed = await page.evaluate(async (ids) => {
      const { downloads } = self as unknown as {
        downloads: { get(id: string): Promise<{ stored: Promise<unknown> }> };
      };
      const ends = ids.map(async (id) => (await downloads.get(id)).stored);
      return Promise.all(ends).then(
        () => undefined,
        ({ details }: { details: unknown }) => details,
      );
    }, Object.keys(UNDER_WAY));
    assert.is(failed, undefined, JSON.stringify(failed));
    const counts = files.map(
      (name) => server.requests.filter(({ pathname }) => pathname === `/${name}.json`).length,
    );
    // What was on its way when the worker of before was replaced is lost to our engine.
    const most = variant.engine === 'native' ? 1 : 2;
    assert.ok(
      counts.every((count) => count >= 1 && count <= most),
      `fetched ${counts.join(', ')} times`,
    );
    const asked = server.requests.length;
    assert.equal(await download(page, 'kept'), { state: 'stored', failureReason: '', failures: [] });
    assert.equal(
      server.requests.slice(asked).filter(({ pathname }) => pathname === '/kept.json'),
      [],
    );
    await server.stop();
    for (const name of NAMES) assert.is(await textOf(page, `${name}.json`), contentOf(name));
    assert.equal(
      (await list(page)).map(({ id, state }) => [id, state]),
      [
        ['broken', 'failed'],
        ['kept', 'stored'],
        ['next', 'stored'],
        ['series/a', 'stored'],
        ['stopped', 'aborted'],
      ],
    );
  });

  test.run();
}
