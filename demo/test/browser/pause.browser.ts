import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type RouteApp, textOf } from '../support/route-app/app.ts';
import { countOf, counts, idsOf, pathOf, startPartsApp, textOfFile } from '../support/route-app/parts.ts';
import type { TestPage } from '../support/test-browser.ts';
import { until } from '../support/until.ts';
import { engines } from '../support/variants.ts';

const GROUPS = ['one', 'group', 'left', 'all', 'killed'];

/** Milliseconds. So long a file takes that is on its way when its download is paused. */
const SLOW = 20_000;

type Target = string | string[] | { group: string };

interface Seen {
  state: string;
  waitingFor?: string;
}

interface Client {
  fetch(id: string): Promise<Seen>;
  fetchAll(ids: string[], options?: { group: string }): Promise<Seen[]>;
  get(id: string): Promise<Seen | undefined>;
  abort(id: string): Promise<boolean>;
  pause(target: Target): Promise<boolean>;
  pauseAll(): Promise<boolean>;
  resume(target: Target): Promise<boolean>;
  resumeAll(): Promise<boolean>;
}

const nameOf = (id: string): string => `parts/${id}`;

/** Calls a method of the client that says whether it has done something. */
const call = (page: TestPage, method: 'pause' | 'resume' | 'pauseAll' | 'resumeAll', target?: Target) =>
  page.evaluate(
    (name, given) => (self as unknown as { downloads: Client }).downloads[name](given as string),
    method,
    target,
  );

const press = (page: TestPage, ids: string[], group?: string): Promise<string[]> =>
  page.evaluate(
    async (all, name) => {
      const { downloads } = self as unknown as { downloads: Client };
      const begun = name
        ? await downloads.fetchAll(all, { group: name })
        : await Promise.all(all.map((id) => downloads.fetch(id)));
      return begun.map(({ state }) => state);
    },
    ids.map(nameOf),
    group,
  );

const seen = (page: TestPage, id: string): Promise<string> =>
  page.evaluate(async (name) => {
    const { state, waitingFor } =
      (await (self as unknown as { downloads: Client }).downloads.get(name)) ?? ({} as Partial<Seen>);
    return waitingFor ? `${state} ${waitingFor}` : `${state}`;
  }, nameOf(id));

const untilSeen = (page: TestPage, id: string, wanted: string): Promise<void> =>
  until(`${id} is ${wanted}`, async () => (await seen(page, id)) === wanted);

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`pauses, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    context.app = await startPartsApp(variant, GROUPS);
  });
  test.after(({ app }) => app.close());
  test.after.each(({ app }) => app.server.heal());

  /** Waits until the first file of a download has come, and the second one is on its way. */
  const underWay = async (app: RouteApp, id: string): Promise<void> => {
    await until(`${id} is under way`, async () => counts(app, [id]).every((count) => count === 1));
    // What has come is in the browser's hands then.
    await new Promise((resolve) => setTimeout(resolve, 1500));
  };

  test('one of three, over a reload: the others go on, and only what is missing is fetched', async ({
    app,
  }) => {
    const { page, server } = app;
    const ids = idsOf('one');
    server.fault(`/${pathOf('one-1', 2)}`, { delay: SLOW });
    assert.equal(await press(page, ['one-1']), ['downloading']);
    await underWay(app, 'one-1');
    assert.is(await call(page, 'pause', nameOf('one-1')), true);
    assert.is(await call(page, 'pause', nameOf('one-1')), false);
    assert.is(await seen(page, 'one-1'), 'waiting paused');
    await press(page, ['one-2', 'one-3']);
    await page.reload();
    await page.waitForFunction(() => 'downloads' in self);
    for (const id of ['one-2', 'one-3']) await untilSeen(page, id, 'stored');
    assert.is(await seen(page, 'one-1'), 'waiting paused');
    assert.is(await textOf(page, pathOf('one-1', 1)), textOfFile('one-1', 1), 'what was complete is stored');
    server.heal();
    assert.is(await call(page, 'resume', nameOf('one-1')), true);
    await untilSeen(page, 'one-1', 'stored');
    assert.equal(counts(app, ids), [1, 2, 1, 1, 1, 1]);
    assert.is(await textOf(page, pathOf('one-1', 2)), textOfFile('one-1', 2));
    assert.is(await call(page, 'resume', nameOf('one-1')), false);
  });

  test('a group that comes together', async ({ app }) => {
    const { page, server } = app;
    const ids = idsOf('group');
    for (const id of ids) server.fault(`/${pathOf(id, 2)}`, { delay: SLOW });
    await press(page, ids, 'season');
    // Browsers do not ask for all of them at once.
    await until('the first files have come', async () => countOf(app, pathOf('group-1', 1)) === 1);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.is(await call(page, 'pause', { group: 'another' }), false);
    assert.is(await call(page, 'pause', { group: 'season' }), true);
    for (const id of ids) assert.is(await seen(page, id), 'waiting paused');
    server.heal();
    assert.is(await textOf(page, pathOf('group-1', 1)), textOfFile('group-1', 1));
    const before = countOf(app, pathOf('group-1', 1));
    assert.is(await call(page, 'resume', { group: 'season' }), true);
    for (const id of ids) await untilSeen(page, id, 'stored');
    assert.is(countOf(app, pathOf('group-1', 1)), before);
  });

  test('one of several that come together: the others are stored', async ({ app }) => {
    const { page, server } = app;
    const ids = idsOf('left');
    for (const id of ids) server.fault(`/${pathOf(id, 1)}`, { delay: 1500 });
    await press(page, ids, 'left');
    assert.is(await call(page, 'pause', nameOf('left-2')), true);
    await untilSeen(page, 'left-1', 'stored');
    await untilSeen(page, 'left-3', 'stored');
    assert.match(await seen(page, 'left-2'), /^(?:waiting paused|stored)$/);
    server.heal();
    await call(page, 'resume', nameOf('left-2'));
    await untilSeen(page, 'left-2', 'stored');
    assert.equal(counts(app, ids), [1, 1, 1, 1, 1, 1], 'what the others have brought of it is kept');
  });

  test('all, and a wish has one of them go on', async ({ app }) => {
    const { page, server } = app;
    const ids = idsOf('all');
    for (const id of ids) server.fault(`/${pathOf(id, 1)}`, { delay: SLOW });
    await press(page, ids);
    assert.is(await call(page, 'pauseAll'), true);
    for (const id of ids) assert.is(await seen(page, id), 'waiting paused');
    server.heal();
    await press(page, ['all-1']);
    await untilSeen(page, 'all-1', 'stored');
    for (const id of ['all-2', 'all-3']) assert.is(await seen(page, id), 'waiting paused');
    const isAborted = await page.evaluate(() =>
      (self as unknown as { downloads: Client }).downloads.abort('parts/all-2'),
    );
    assert.is(isAborted, true);
    assert.is(await call(page, 'resumeAll'), true);
    await untilSeen(page, 'all-3', 'stored');
    assert.not.match(await seen(page, 'all-2'), /paused|downloading|stored/);
  });

  // A private WebKit forgets all when no page is open.
  if (variant.browser !== 'webkit')
    test('a stopped worker forgets no pause', async ({ app }) => {
      const { page, server, browser } = app;
      server.fault(`/${pathOf('killed-1', 2)}`, { delay: SLOW });
      await press(page, ['killed-1']);
      await underWay(app, 'killed-1');
      await call(page, 'pause', nameOf('killed-1'));
      await browser.stopServiceWorkers(page);
      await page.reload();
      await page.waitForFunction(() => 'downloads' in self);
      server.heal();
      await new Promise((resolve) => setTimeout(resolve, 3000));
      assert.is(await seen(page, 'killed-1'), 'waiting paused');
      assert.equal(counts(app, ['killed-1']), [1, 1]);
      await call(page, 'resume', nameOf('killed-1'));
      await untilSeen(page, 'killed-1', 'stored');
      assert.equal(counts(app, ['killed-1']), [1, 2]);
    });

  test.run();
}
