import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import type { TestPage } from '../support/test-browser.ts';
import { until } from '../support/until.ts';
import { engines } from '../support/variants.ts';

const IDS = ['busy', 'odd', 'tabs', 'gone'];
const MANY = Array.from({ length: 8 }, (_, n) => `many-${n}`);
const textOfFile = (id: string, n: number): string => `part ${n} of ${id}. `.repeat(50);
const pathOf = (id: string, n: number): string => `parts/${id}/${n}.txt`;

interface Seen {
  state: string;
  retry?: { attempt: number; at: number };
  failures: { url: string; reason: string; status?: number }[];
  fileCount: number;
}

interface Client {
  fetch(id: string, options: object): Promise<Seen>;
  get(id: string): Promise<Seen | undefined>;
  abort(id: string): Promise<boolean>;
}

/** Presses the button: each file has the size that it is to have. */
function press(page: TestPage, ids: string[]): Promise<string[]> {
  const wishes = ids.map((id) => ({
    id: `parts/${id}`,
    requests: [1, 2].map((n) => ({ url: pathOf(id, n), size: textOfFile(id, n).length })),
  }));
  return page.evaluate(async (all) => {
    const { downloads } = self as unknown as { downloads: Client };
    const started = await Promise.all(all.map(({ id, requests }) => downloads.fetch(id, { requests })));
    return started.map(({ state }) => state);
  }, wishes);
}

function seen(page: TestPage, id: string): Promise<Seen | undefined> {
  return page.evaluate(async (name) => {
    const { downloads } = self as unknown as { downloads: Client };
    const found = await downloads.get(`parts/${name}`);
    return found && { ...(found as Seen & { snapshot: Seen }).snapshot };
  }, id);
}

/** Waits for a state, without a word to the worker but `get()`. */
async function untilState(page: TestPage, id: string, state: string): Promise<Seen> {
  let found: Seen | undefined;
  await until(`${id} is ${state}`, async () => {
    found = await seen(page, id);
    const isOver = found?.state !== state && ['failed', 'aborted'].includes(found?.state ?? '');
    assert.not(isOver, `${id} is ${JSON.stringify(found)}`);
    return found?.state === state;
  });
  return found as Seen;
}

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`retry, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    const files = [...IDS, ...MANY].flatMap((id) => [1, 2].map((n) => [pathOf(id, n), textOfFile(id, n)]));
    context.app = await startRouteApp(variant, {
      files: Object.fromEntries(files),
      routes: [
        {
          id: 'parts/:name',
          requests: 'page',
          serve: 'parts/:name/*',
          retry: { delays: [1, 2], jitter: 0 },
        },
      ],
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
    });
  });
  test.after(({ app }) => app.close());

  const countOf = ({ server }: RouteApp, path: string): number =>
    server.requests.filter(({ pathname }) => pathname === `/${path}`).length;

  test('a server that was busy: stored, without another press', async ({ app }) => {
    const { page, server } = app;
    server.fault(`/${pathOf('busy', 2)}`, { status: 503, headers: { 'Retry-After': '1' }, times: 1 });
    assert.equal(await press(page, ['busy']), ['downloading']);
    await untilState(page, 'busy', 'stored');
    for (const n of [1, 2]) assert.is(await textOf(page, pathOf('busy', n)), textOfFile('busy', n));
    assert.is(countOf(app, pathOf('busy', 1)), 1, 'what was complete is not fetched again');
  });

  test('another file in its place, and a reload while it waits: only that one is fetched again', async ({
    app,
  }) => {
    const { page, server } = app;
    server.fault(`/${pathOf('odd', 1)}`, { body: Buffer.from('Something else.'), times: 1 });
    await press(page, ['odd']);
    const waiting = await untilState(page, 'odd', 'waiting');
    assert.is(waiting.retry?.attempt, 1);
    assert.equal(waiting.failures, [
      {
        url: server.url + pathOf('odd', 1),
        reason: 'wrong-size',
        status: 200,
        expected: textOfFile('odd', 1).length,
        received: 15,
      },
    ]);
    await page.reload();
    await page.waitForFunction(() => 'downloads' in self);
    await untilState(page, 'odd', 'stored');
    assert.is(await textOf(page, pathOf('odd', 1)), textOfFile('odd', 1));
    assert.equal([countOf(app, pathOf('odd', 1)), countOf(app, pathOf('odd', 2))], [2, 1]);
  });

  test('two tabs: one of them asks again, once', async ({ app }) => {
    const { page, server } = app;
    const other = await app.open();
    await seen(other, 'tabs');
    server.fault(`/${pathOf('tabs', 1)}`, { body: Buffer.from('No.'), times: 1 });
    await press(page, ['tabs']);
    await untilState(page, 'tabs', 'stored');
    assert.is((await seen(other, 'tabs'))?.state, 'stored');
    assert.equal([countOf(app, pathOf('tabs', 1)), countOf(app, pathOf('tabs', 2))], [2, 1]);
    await other.close();
  });

  test('an abort while it waits ends it', async ({ app }) => {
    const { page, server } = app;
    server.fault(`/${pathOf('gone', 1)}`, { body: Buffer.from('No.') });
    await press(page, ['gone']);
    await untilState(page, 'gone', 'waiting');
    const isAborted = await page.evaluate(() =>
      (self as unknown as { downloads: Client }).downloads.abort('parts/gone'),
    );
    assert.is(isAborted, true);
    assert.is((await seen(page, 'gone'))?.state, 'aborted');
    server.heal();
    const count = countOf(app, pathOf('gone', 1));
    await new Promise((resolve) => setTimeout(resolve, 3000));
    assert.is(countOf(app, pathOf('gone', 1)), count);
    assert.is(await textOf(page, pathOf('gone', 2)), textOfFile('gone', 2));
  });

  test('more at once than the browser takes: all are stored', async ({ app }) => {
    const { page, server } = app;
    for (const id of MANY) server.fault(`/${pathOf(id, 1)}`, { delay: 500 });
    const states = await press(page, MANY);
    assert.ok(states.every((state) => state === 'downloading' || state === 'waiting'));
    for (const id of MANY) await untilState(page, id, 'stored');
    for (const id of MANY) assert.equal([countOf(app, pathOf(id, 1)), countOf(app, pathOf(id, 2))], [1, 1]);
  });

  test.run();
}
