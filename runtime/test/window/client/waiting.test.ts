import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BackgroundFetchClient } from '../../../src/window/client/client.ts';
import { arrival, FakePage, snapshotOf, startOf } from '../../support/fake-page.ts';

const ID = 'episode/5';
const OTHER = 'episode/6';

const left = {
  waiting: () => [startOf(ID)],
  started: (message: object) => snapshotOf((message as { id: string }).id),
};

const CONTACTS: [name: string, contact: (client: BackgroundFetchClient) => Promise<unknown>][] = [
  ['list()', (client) => client.list()],
  ['get()', (client) => client.get(OTHER)],
  ['match()', (client) => client.match('https://app.example/a')],
  ['subscribe()', async (client) => client.subscribe(() => undefined)],
];

for (const [name, contact] of CONTACTS) {
  test(`after ${name} the page starts what others have left behind, once`, async () => {
    const page = new FakePage(left);
    await page.run(async () => {
      const client = new BackgroundFetchClient();
      await contact(client);
      await arrival();
      await client.list();
      await arrival();
      assert.equal(
        page.questions.filter((question) => /waiting|started/.test(question)),
        ['waiting', `started ${ID}`],
      );
      assert.equal(
        page.started.map(([id]) => id),
        [ID],
      );
      assert.equal(
        client.getSnapshot().downloads.map(({ id, state }) => [id, state]),
        [[ID, 'downloading']],
      );
    });
  });
}

test('after its own start, and not that one again', async () => {
  const page = new FakePage({
    ...left,
    wish: () => startOf(OTHER),
    waiting: () => [startOf(OTHER), startOf(ID)],
  });
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    // A worker that answers with what is being started already.
    const begun = client.fetch(OTHER);
    await begun;
    const again = client.fetch(OTHER);
    await arrival();
    await again;
    assert.is(page.questions[0], `wish ${OTHER}`);
    assert.ok(page.questions.indexOf(`started ${OTHER}`) < page.questions.indexOf('waiting'));
    assert.ok(page.questions.includes(`started ${ID}`));
  });
});

test('what this page is starting meanwhile is left to that', async () => {
  let answer = (): void => undefined;
  let end = (): void => undefined;
  const page: FakePage = new FakePage({
    ...left,
    wish: () => startOf(ID),
    waiting: () =>
      new Promise((resolve) => {
        answer = () => resolve([startOf(ID)]);
      }),
    started: () =>
      new Promise((resolve) => {
        end = () => resolve(snapshotOf(ID));
      }),
  });
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    await client.list();
    await arrival();
    client.fetch(ID).catch(() => undefined);
    await arrival();
    answer();
    await arrival();
    assert.is(page.started.length, 1);
    end();
    await arrival();
  });
});

test('fetch() joins what the page is carrying on', async () => {
  let take = (): void => undefined;
  const page = new FakePage(
    left,
    () =>
      new Promise<void>((resolve) => {
        take = resolve;
      }),
  );
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    await client.list();
    await arrival();
    const joined = client.fetch(ID);
    await arrival();
    assert.equal(page.questions, ['list', 'waiting']);
    take();
    assert.is((await joined).state, 'downloading');
    assert.is(page.started.length, 1);
  });
});

test('what the browser refuses is refused to the worker, and nobody else hears of it', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  const page = new FakePage(left, async () => {
    throw new TypeError('No.');
  });
  await page.run(async () => {
    await new BackgroundFetchClient().list();
    await arrival();
  });
  process.off('unhandledRejection', note);
  assert.equal(page.questions, ['list', 'waiting', `refused ${ID} start-refused`]);
  assert.equal(unhandled, []);
});

test('one that is refused does not keep another from being started', async () => {
  const page = new FakePage({ ...left, waiting: () => [startOf(ID), startOf(OTHER)] }, async (id) => {
    if (id === ID) throw new TypeError('No.');
  });
  await page.run(async () => {
    await new BackgroundFetchClient().list();
    await arrival();
    assert.ok(page.questions.includes(`refused ${ID} start-refused`));
    assert.ok(page.questions.includes(`started ${OTHER}`));
  });
});

test('a page without an engine leaves it to one that has one', async () => {
  const page = new FakePage(left);
  Object.assign(page.globals, { ServiceWorkerRegistration: { prototype: {} } });
  await page.run(async () => {
    await new BackgroundFetchClient().list();
    await arrival();
    assert.equal(page.questions, ['list']);
  });
});

test('an engine that comes later does it then', async () => {
  const page = new FakePage(left);
  const prototype = {};
  Object.assign(page.globals, { ServiceWorkerRegistration: { prototype } });
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    await client.list();
    await arrival();
    Object.assign(prototype, { backgroundFetch: {} });
    await client.list();
    await arrival();
    assert.equal(page.questions, ['list', 'list', 'waiting', `started ${ID}`]);
  });
});

test.run();
