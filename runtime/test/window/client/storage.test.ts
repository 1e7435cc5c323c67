import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BackgroundFetchClient } from '../../../src/window/client/client.ts';
import { arrival, FakePage, snapshotOf, startOf } from '../../support/fake-page.ts';

const ID = 'episode/5';

/** A page whose worker starts what is asked for, and has these downloads. */
function pageWith(storage: object | undefined, list: object[] = []): FakePage {
  const page = new FakePage({
    wish: (message) => startOf((message as { id: string }).id),
    started: (message) => snapshotOf((message as { id: string }).id),
    list: () => list,
  });
  Object.assign(page.globals.navigator as object, { storage });
  return page;
}

const LIST = [
  snapshotOf('episode/1', { state: 'stored', downloaded: 100, pinned: true }),
  snapshotOf('episode/2', { state: 'stored', downloaded: 20 }),
  snapshotOf('episode/3', { state: 'failed', downloaded: 3 }),
  snapshotOf('episode/4', { state: 'aborted', downloaded: 0 }),
  snapshotOf('book/1', { route: 'book/:n', state: 'stored', downloaded: 0 }),
];
const AMOUNTS = {
  downloads: { count: 4, bytes: 123, pinned: 1 },
  routes: {
    'episode/:n': { count: 3, bytes: 123, pinned: 1 },
    'book/:n': { count: 1, bytes: 0, pinned: 0 },
  },
};

test('storage() tells what the origin has, and each route', async () => {
  const estimate = async () => ({ quota: 1000, usage: 150 });
  const page = pageWith({ estimate, persisted: async () => true }, LIST);
  await page.run(async () =>
    assert.equal(await new BackgroundFetchClient().storage(), {
      quota: 1000,
      usage: 150,
      persisted: true,
      ...AMOUNTS,
    }),
  );
});

for (const [name, storage] of [
  ['that has no such thing', undefined],
  ['that fails', { estimate: () => Promise.reject(new TypeError('no')), persisted: () => Promise.reject() }],
] as const)
  test(`storage() in a browser ${name}: of downloads it tells all the same`, async () => {
    await pageWith(storage, LIST).run(async () =>
      assert.equal(await new BackgroundFetchClient().storage(), {
        quota: undefined,
        usage: undefined,
        persisted: undefined,
        ...AMOUNTS,
      }),
    );
  });

/** How many times a browser is asked to keep what is stored, which never answers. */
async function timesAsked(
  isPersisted: boolean,
  use: (client: BackgroundFetchClient) => Promise<unknown>,
  options?: { persist?: boolean },
): Promise<number> {
  let times = 0;
  const persist = (): Promise<boolean> => {
    times += 1;
    return new Promise(() => undefined);
  };
  const page = pageWith({ persisted: async () => isPersisted, persist });
  await page.run(async () => {
    await use(new BackgroundFetchClient(options));
    await arrival();
  });
  return times;
}

test('the browser is asked once to keep what is stored, and no start waits for its answer', async () => {
  const times = await timesAsked(false, async (client) => {
    assert.is((await client.fetch(ID)).state, 'downloading');
    await client.fetch('episode/6');
    await client.fetchAll(['episode/7']);
  });
  assert.is(times, 1);
});

test('fetchAll() asks it, too', async () => {
  assert.is(await timesAsked(false, (client) => client.fetchAll([ID])), 1);
});

test('it is not asked where it keeps it anyway, nobody has pressed, or the app does not want it', async () => {
  assert.is(await timesAsked(true, (client) => client.fetch(ID)), 0);
  assert.is(await timesAsked(false, (client) => client.list()), 0);
  assert.is(await timesAsked(false, (client) => client.fetch(ID), { persist: false }), 0);
});

test('a browser that fails at it fails no start', async () => {
  const page = pageWith({ persisted: () => Promise.reject(new TypeError('no')) });
  await page.run(async () => assert.is((await new BackgroundFetchClient().fetch(ID)).state, 'downloading'));
});

test.run();
