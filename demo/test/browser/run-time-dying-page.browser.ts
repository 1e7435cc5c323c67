import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { DemoServer } from '../../server.ts';
import { type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import { STOPPABLE } from '../support/route-app/stop-page.ts';
import type { TestPage } from '../support/test-browser.ts';
import { until } from '../support/until.ts';
import { engines } from '../support/variants.ts';

/** A start takes fewer steps than that. */
const MOST = 40;

interface Client {
  fetch(id: string, options: object): Promise<unknown>;
  get(id: string): Promise<{ state: string; metadata: unknown } | undefined>;
  list(): Promise<{ id: string; state: string }[]>;
}

/** Who knows the files: the page, or a list that the worker fetches. */
type Source = 'page' | 'list';

const filesOf = (name: string): string[] => [1, 2].map((n) => `tracks/${name}/${n}.json`);

/** Asks for a download, in a page that stops after so many steps. Gives the steps, and whether the page has come to an end. */
function fetchAndStop(
  page: TestPage,
  source: Source,
  count: number,
): Promise<[isWhole: boolean, steps: string[]]> {
  return page.evaluate(
    async (name, given, left) => {
      const { downloads } = self as unknown as { downloads: Client };
      // What the page does at its beginning is not what is stopped.
      await downloads.list();
      await new Promise((resolve) => setTimeout(resolve, 500));
      steps.stopAfter(left);
      let isWhole = false;
      void downloads.fetch(name, { ...given, metadata: { name } }).then(() => {
        isWhole = true;
      });
      while (!isWhole && !steps.isStopped()) await new Promise((resolve) => setTimeout(resolve, 10));
      return [isWhole, [...steps.taken]] as [boolean, string[]];
    },
    `${source}/${count}`,
    source === 'page' ? { requests: filesOf(`${source}-${count}`) } : {},
    count,
  );
}

/**
 * What the next page sees of a download: at first, and when it has come to its end. One that waits is begun by a press: on itself, or on
 * another one.
 */
function seeEnd(
  page: TestPage,
  id: string,
  isPressed: boolean,
): Promise<{ first: string | undefined; last: string | undefined }> {
  return page.evaluate(
    async (name, pressed, requests) => {
      const { downloads } = self as unknown as { downloads: Client };
      const look = async (): Promise<string | undefined> =>
        (await downloads.list()).find((one) => one.id === name)?.state;
      const first = await look();
      if (first === 'waiting') await downloads.fetch(pressed, pressed === name ? {} : { requests });
      const begun = Date.now();
      let last = first;
      while (last !== undefined && last !== 'stored' && Date.now() - begun < 40_000) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        last = await look();
      }
      return { first, last };
    },
    id,
    isPressed ? id : `page/beside-${id}`,
    filesOf(`page-beside-${id.replace('/', '-')}`),
  );
}

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`run time, dying pages, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    context.app = await startRouteApp(variant, {
      files: { 'nothing.json': '{}' },
      routes: [
        { id: 'page/:id+', requests: 'page', serve: 'tracks/page-*' },
        {
          id: 'list/:id',
          requests: { list: 'api/:id.json', urls: '/*', as: 'tracks/list-:id/:file' },
        },
      ],
      pages: STOPPABLE,
    });
    const { page, server } = context.app;
    server.fault(/^\/tracks\//, { body: Buffer.from('track') });
    // Something of the app has to be open, or a private WebKit forgets it all; but no page that could take over.
    await page.goto(`${server.url}nothing.json`);
  });
  test.after(({ app }) => app.close());

  for (const source of ['page', 'list'] as const) {
    test(`a ${source} knows the files: one that dies at any step of a start leaves a download that waits or goes on`, async ({
      app,
    }) => {
      let isWhole = false;
      const ends: string[] = [];
      for (let count = 0; count < MOST && !isWhole; count++) {
        list(app.server, String(count));
        const page = await app.open();
        const [hasEnded, taken] = await fetchAndStop(page, source, count);
        isWhole = hasEnded;
        await page.close();
        const next = await app.open();
        const id = `${source}/${count}`;
        const { first, last } = await seeEnd(next, id, count % 2 === 0);
        ends.push(`${taken.at(-1) ?? 'nothing'}: ${first} → ${last}`);
        const isWished = taken.includes('asks wish');
        assert.equal(last, isWished ? 'stored' : undefined, ends.join('\n'));
        if (isWished) {
          assert.equal(await metadataOf(next, id), { name: id });
          await assertServed(app, next, filesOf(`${source}-${count}`), ends.join('\n'));
        }
        await next.close();
      }
      assert.ok(isWhole, ends.join('\n'));
      if (process.env.TEST_VERBOSE) console.log(ends.join('\n'));
    });
  }

  // WebKit ends no worker while a page of the app is open, and a private one forgets all without.
  if (variant.browser !== 'webkit') {
    test('one that dies with its worker while that asks for the list: the next goes on', async ({ app }) => {
      const { server, browser } = app;
      const id = 'list/held';
      server.fault('/api/held.json', { delay: 60_000 });
      const page = await app.open();
      await page.evaluate((name) => {
        void (self as unknown as { downloads: Client }).downloads.fetch(name, { metadata: { name } });
      }, id);
      await until('the list is asked for', () =>
        server.requests.some(({ pathname }) => pathname === '/api/held.json'),
      );
      await browser.stopServiceWorkers(page);
      await page.close();
      list(server, 'held');
      const next = await app.open();
      assert.equal(await seeEnd(next, id, true), { first: 'waiting', last: 'stored' });
      assert.equal(await metadataOf(next, id), { name: id });
      await assertServed(app, next, filesOf('list-held'));
      await next.close();
    });
  }

  test.run();
}

/** Has the API list the files of a download. */
function list(server: DemoServer, name: string): void {
  const urls = filesOf(`list-${name}`).map((path) => `/${path}`);
  server.fault(`/api/${name}.json`, { body: Buffer.from(JSON.stringify(urls)) });
}

/** Files are there, and have been asked for once. */
async function assertServed(app: RouteApp, page: TestPage, paths: string[], message = ''): Promise<void> {
  for (const path of paths) {
    assert.is(await textOf(page, path), 'track');
    const asked = app.server.requests.filter(({ pathname }) => pathname === `/${path}`);
    assert.is(asked.length, 1, `${path} is fetched once\n${message}`);
  }
}

function metadataOf(page: TestPage, id: string): Promise<unknown> {
  return page.evaluate(
    async (name) => (await (self as unknown as { downloads: Client }).downloads.get(name))?.metadata,
    id,
  );
}
