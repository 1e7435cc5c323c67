import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type RouteApp, startRouteApp, textOf } from '../support/route-app/app.ts';
import { update } from '../support/route-app/update.ts';
import type { TestPage } from '../support/test-browser.ts';
import { until } from '../support/until.ts';
import { engines } from '../support/variants.ts';

const TEXT = 'a film. '.repeat(50);

interface Seen {
  state: string;
  waitingFor?: string;
}

interface Client {
  fetch(id: string): Promise<Seen>;
  get(id: string): Promise<Seen | undefined>;
}

const routesWith = (minimumFree: number) => [
  { id: 'films/:n', requests: 'films/:n.txt', conditions: { minimumFree } },
];

const press = (page: TestPage, id: string): Promise<string> =>
  page.evaluate(async (name) => {
    const { state, waitingFor } = await (self as unknown as { downloads: Client }).downloads.fetch(name);
    return `${state} ${waitingFor}`;
  }, id);

const seen = (page: TestPage, id: string): Promise<string> =>
  page.evaluate(async (name) => {
    const { state, waitingFor } =
      (await (self as unknown as { downloads: Client }).downloads.get(name)) ?? ({} as Partial<Seen>);
    return `${state} ${waitingFor}`;
  }, id);

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`conditions, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    context.app = await startRouteApp(variant, {
      files: { 'films/1.txt': TEXT, 'films/2.txt': TEXT },
      // No browser has as much.
      routes: routesWith(1e15),
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
    });
  });
  test.after(({ app }) => app.close());

  test('it waits for room, over a reload, and comes by itself when there is enough', async ({ app }) => {
    const { page, server } = app;
    assert.is(await press(page, 'films/1'), 'waiting room');
    await page.reload();
    await page.waitForFunction(() => 'downloads' in self);
    assert.is(await seen(page, 'films/1'), 'waiting room');
    const asked = server.requests.filter(({ pathname }) => pathname.startsWith('/films/'));
    assert.equal(asked, [], 'nothing was fetched');
    // A build that demands less: no browser can be told to have more.
    await app.rebuild({ routes: routesWith(1) });
    await update(page);
    assert.is(await press(page, 'films/2'), 'downloading undefined');
    for (const id of ['films/1', 'films/2'])
      await until(`${id} is stored`, async () => (await seen(page, id)) === 'stored undefined');
    assert.is(await textOf(page, 'films/1.txt'), TEXT);
  });

  test.run();
}
