import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type RouteApp, textOf } from '../support/route-app/app.ts';
import { counts, idsOf, pathOf, startPartsApp, textOfFile } from '../support/route-app/parts.ts';
import type { TestPage } from '../support/test-browser.ts';
import { engines } from '../support/variants.ts';

const GROUPS = ['all', 'one', 'left', 'killed'];

interface Seen {
  id: string;
  state: string;
}

interface Client {
  fetchAll(ids: string[], options?: { title: string }): Promise<Seen[]>;
  get(id: string): Promise<Seen | undefined>;
  abort(id: string): Promise<boolean>;
}

/** Presses the button, once for all. */
function press(page: TestPage, ids: string[]): Promise<string[]> {
  return page.evaluate(
    async (all) => {
      const { downloads } = self as unknown as { downloads: Client };
      return (await downloads.fetchAll(all, { title: 'All of it' })).map(({ state }) => state);
    },
    ids.map((id) => `parts/${id}`),
  );
}

function stateOf(page: TestPage, id: string): Promise<string | undefined> {
  return page.evaluate(
    async (name) => (await (self as unknown as { downloads: Client }).downloads.get(name))?.state,
    `parts/${id}`,
  );
}

const waitFor = (page: TestPage, id: string, state: string): Promise<void> =>
  page.waitForFunction(
    async (name, wanted) =>
      (await (self as unknown as { downloads: Client }).downloads.get(name))?.state === wanted,
    `parts/${id}`,
    state,
  );

/** The titles and counts of what the browser runs. */
function underWay(page: TestPage): Promise<number> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const { backgroundFetch } = registration as unknown as {
      backgroundFetch: { getIds(): Promise<string[]> };
    };
    return (await backgroundFetch.getIds()).length;
  });
}

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`batches, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    context.app = await startPartsApp(variant, GROUPS);
  });
  test.after(({ app }) => app.close());
  test.after.each(({ app }) => app.server.heal());

  test('several by one press: one background fetch, and each is stored', async ({ app }) => {
    const { page, server } = app;
    const ids = idsOf('all');
    for (const id of ids) server.fault(`/${pathOf(id, 1)}`, { delay: 1000 });
    assert.equal(await press(page, ids), ['downloading', 'downloading', 'downloading']);
    assert.is(await underWay(page), 1);
    for (const id of ids) await waitFor(page, id, 'stored');
    assert.equal(counts(app, ids), [1, 1, 1, 1, 1, 1]);
    for (const id of ids) assert.is(await textOf(page, pathOf(id, 2)), textOfFile(id, 2));
    assert.equal(await press(page, ids), ['stored', 'stored', 'stored']);
  });

  test('a file of one fails: the others are stored, and only it is fetched again', async ({ app }) => {
    const { page, server } = app;
    const ids = idsOf('one');
    server.fault(`/${pathOf('one-2', 1)}`, { status: 404, times: 1 });
    await press(page, ids);
    await waitFor(page, 'one-1', 'stored');
    await waitFor(page, 'one-3', 'stored');
    await waitFor(page, 'one-2', 'failed');
    await press(page, ids);
    await waitFor(page, 'one-2', 'stored');
    assert.equal(counts(app, ids), [1, 1, 2, 1, 1, 1]);
  });

  test('one is aborted: the others are stored', async ({ app }) => {
    const { page, server } = app;
    const ids = idsOf('left');
    for (const id of ids) server.fault(`/${pathOf(id, 1)}`, { delay: 1500 });
    await press(page, ids);
    const isAborted = await page.evaluate(() =>
      (self as unknown as { downloads: Client }).downloads.abort('parts/left-2'),
    );
    assert.is(isAborted, true);
    assert.is(await stateOf(page, 'left-2'), 'aborted');
    await waitFor(page, 'left-1', 'stored');
    await waitFor(page, 'left-3', 'stored');
    assert.is(await stateOf(page, 'left-2'), 'aborted');
    server.heal();
    await press(page, ['left-2']);
    await waitFor(page, 'left-2', 'stored');
  });

  test('a reload and a stopped worker on the way: each is stored', async ({ app }) => {
    const { page, server, browser } = app;
    const ids = idsOf('killed');
    for (const id of ids) server.fault(`/${pathOf(id, 2)}`, { delay: 1500, times: 1 });
    await press(page, ids);
    await page.reload();
    // A private WebKit forgets all when no page is open.
    if (variant.browser !== 'webkit') await browser.stopServiceWorkers(page);
    await page.waitForFunction(() => 'downloads' in self);
    for (const id of ids) await waitFor(page, id, 'stored');
    for (const id of ids) assert.is(await textOf(page, pathOf(id, 1)), textOfFile(id, 1));
  });

  test.run();
}
