import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadSnapshot } from '../../../src/shared/download-snapshot.ts';
import { BackgroundFetchClient } from '../../../src/window/client/client.ts';
import { arrival, FakePage, Native, snapshotOf, startOf } from '../../support/fake-page.ts';

const ID = 'episode/5';

/** The worker of a page: what each namespace has. */
function pageOf(
  stored: Record<string, DownloadSnapshot[]>,
  more: ConstructorParameters<typeof FakePage>[0] = {},
  fetch?: ConstructorParameters<typeof FakePage>[1],
): FakePage & { current: string } {
  const page: FakePage & { current: string } = Object.assign(
    new FakePage(
      {
        use(message) {
          const { namespace } = message as { namespace?: string };
          page.current = namespace ?? page.current;
          return page.current;
        },
        list: () => stored[page.current] ?? [],
        get: () => stored[page.current]?.[0],
        clear: () => true,
        ...more,
      },
      fetch,
    ),
    { current: '' },
  );
  return page;
}

/** A download that is stored for somebody. */
const of = (namespace: string, id = ID, change: Partial<DownloadSnapshot> = {}): DownloadSnapshot =>
  snapshotOf(id, { state: 'stored', ...(namespace && { namespace }), ...change });

const codeOf = (rejected: Promise<unknown>): Promise<unknown> =>
  rejected.then(
    () => undefined,
    ({ code }) => code,
  );

const idsOf = (client: BackgroundFetchClient): string[] =>
  client.getSnapshot().downloads.map(({ id, namespace = '' }) => `${namespace} ${id}`);

test('use() shows what the namespace has, and leaves what the one before had', async () => {
  const page = pageOf({ ann: [of('ann')], bob: [of('bob'), of('bob', 'episode/6')], '': [of('')] });
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    const changes: string[] = [];
    client.addEventListener('change', ({ download }) =>
      changes.push(`${download.namespace} ${download.id} ${download.state}`),
    );
    await client.use('ann');
    await arrival();
    assert.is(client.namespace, 'ann');
    assert.equal(idsOf(client), [`ann ${ID}`]);
    const before = client.getSnapshot();
    const [download] = await client.list();
    await client.use('bob');
    await arrival();
    assert.is.not(client.getSnapshot(), before);
    assert.equal(idsOf(client), [`bob ${ID}`, 'bob episode/6']);
    assert.is(download?.state, 'removed');
    for (const stray of [() => download?.remove(), () => download?.files(), () => download?.update({})])
      assert.is(await codeOf(Promise.resolve(stray())), 'removed', 'the id is that of another download');
    await client.use();
    await arrival();
    assert.is(client.namespace, '');
    assert.equal(idsOf(client), [` ${ID}`]);
    await client.use('ann');
    await arrival();
    assert.equal(idsOf(client), [`ann ${ID}`], 'what has been left comes back');
    assert.equal(changes.slice(0, 4), [
      `ann ${ID} stored`,
      `ann ${ID} removed`,
      `bob ${ID} stored`,
      'bob episode/6 stored',
    ]);
  });
});

test('a page that hears of another namespace from another page shows that', async () => {
  const page = pageOf({ '': [of('')], bob: [of('bob', 'episode/6')] });
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    await client.list();
    page.current = 'bob';
    page.tell({ type: 'namespace', namespace: 'bob' });
    await arrival();
    assert.is(client.namespace, 'bob');
    assert.equal(idsOf(client), ['bob episode/6']);
  });
});

test('what comes late of another namespace is not shown, and removes nothing', async () => {
  const page = pageOf({ bob: [of('bob')] });
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    await client.use('bob');
    await arrival();
    page.tell({ type: 'changed', download: of('ann', 'episode/9') });
    page.tell({ type: 'changed', download: of('ann', ID, { updatedAt: 9 }) });
    page.tell({ type: 'removed', id: ID, namespace: 'ann', updatedAt: 9 });
    await arrival();
    assert.equal(idsOf(client), [`bob ${ID}`]);
  });
});

test('a removal counts for its namespace alone', async () => {
  const page = pageOf({ ann: [of('ann', ID, { updatedAt: 50 })], bob: [of('bob', ID, { updatedAt: 7 })] });
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    await client.use('ann');
    await arrival();
    page.tell({ type: 'removed', id: ID, namespace: 'ann', updatedAt: 51 });
    await client.use('bob');
    await arrival();
    assert.equal(idsOf(client), [`bob ${ID}`]);
  });
});

test('the option `namespace` is used before anything else is asked, and once', async () => {
  const page = pageOf({ ann: [of('ann')] });
  await page.run(async () => {
    const client = new BackgroundFetchClient({ namespace: 'ann' });
    await Promise.all([client.list(), client.get(ID)]);
    assert.equal(page.asked[0], { type: 'use', namespace: 'ann' });
    assert.is(page.asked.filter(({ type }) => type === 'use').length, 1);
  });
});

test('who asks at once after use() asks in that namespace', async () => {
  const page = pageOf({ ann: [of('ann')] });
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    const using = client.use('ann');
    assert.equal(
      (await client.list()).map(({ namespace }) => namespace),
      ['ann'],
    );
    await using;
  });
});

test('abort() ends the background fetch of the user, and not what another one has under the same id', async () => {
  for (const isKnown of [true, false]) {
    const page = pageOf({ ann: [of('ann', ID, { state: 'downloading' })] });
    page.natives.set(ID, new Native());
    page.natives.set(`./ann/${ID}`, new Native());
    page.current = 'ann';
    await page.run(async () => {
      const client = new BackgroundFetchClient();
      if (isKnown) await client.list();
      assert.is(await client.abort(ID), true);
      assert.is(page.natives.get(`./ann/${ID}`)?.isAborted, true);
      assert.is(page.natives.get(ID)?.isAborted, false);
    });
  }
});

test('a start has the id that the worker says, and is known by that of the app', async () => {
  const inner = `./ann/${ID}`;
  const page = pageOf(
    {},
    { wish: () => startOf(inner), started: () => of('ann', ID, { state: 'downloading' }) },
  );
  await page.run(async () => {
    const client = new BackgroundFetchClient({ namespace: 'ann' });
    const download = await client.fetch(ID);
    assert.equal(
      page.started.map(([id]) => id),
      [inner],
    );
    assert.is(download.id, ID);
    assert.ok(
      page.asked.some((question) => question.type === 'started' && 'id' in question && question.id === inner),
    );
  });
});

test('downloads that come together are known by the ids of the app', async () => {
  const ids = [ID, 'episode/6'];
  const page = pageOf(
    {},
    {
      wishAll: () => [{ ...startOf('../batch'), ids: ids.map((id) => `./ann/${id}`) }],
      started: (message) => of('ann', (message as { id: string }).id.slice(6), { state: 'downloading' }),
    },
  );
  await page.run(async () => {
    const client = new BackgroundFetchClient({ namespace: 'ann' });
    const downloads = await client.fetchAll(ids);
    assert.equal(
      downloads.map(({ id }) => id),
      ids,
    );
    assert.equal(
      page.started.map(([id]) => id),
      ['../batch'],
    );
    assert.equal(
      page.asked.filter(({ type }) => type === 'wish'),
      [],
    );
  });
});

test('a page that comes back asks which namespace is the current one', async () => {
  const page = pageOf({ ann: [of('ann')], bob: [of('bob', 'episode/6')] });
  const listeners: ((event: object) => void)[] = [];
  page.globals.addEventListener = (type: string, listener: (event: object) => void) => {
    if (type === 'pageshow') listeners.push(listener);
  };
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    await client.use('ann');
    page.current = 'bob';
    for (const listener of listeners) listener({ persisted: true });
    await arrival();
    assert.is(client.namespace, 'bob');
    assert.equal(idsOf(client), ['bob episode/6']);
  });
});

test('a start that is under way is not joined by the user who comes next', async () => {
  let current = 'ann';
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const page = pageOf(
    {},
    {
      wish: () => startOf(`./${current}/${ID}`),
      started: (message) => of((message as { id: string }).id.slice(2, 5), ID, { state: 'downloading' }),
    },
    (id) => (id.startsWith('./ann/') ? released : Promise.resolve()),
  );
  await page.run(async () => {
    const client = new BackgroundFetchClient({ namespace: 'ann' });
    const first = client.fetch(ID);
    await arrival();
    current = 'bob';
    await client.use('bob');
    assert.is((await client.fetch(ID)).namespace, 'bob');
    release();
    assert.is((await first).state, 'removed', 'it is nothing that this page sees');
    assert.equal(idsOf(client), [`bob ${ID}`]);
    assert.equal(
      page.started.map(([id]) => id),
      [`./ann/${ID}`, `./bob/${ID}`],
    );
  });
});

for (const [name, namespace] of [
  ['a number', 17],
  ['nothing that is said', null],
  ['half of a character', '\ud800'],
  ['more than 200 characters', 'x'.repeat(201)],
] as const)
  test(`use(): ${name} is no namespace`, async () => {
    const page = pageOf({});
    await page.run(async () => {
      const client = new BackgroundFetchClient();
      assert.is(await codeOf(client.use(namespace as string)), 'invalid-namespace');
      assert.is(await codeOf(client.clear((namespace ?? 17) as string)), 'invalid-namespace');
      assert.equal(page.asked, []);
    });
  });

test('a worker that keeps none apart: use() and clear() of one tell so, and of the common one do without', async () => {
  const page = pageOf(
    { '': [of('')] },
    { use: () => undefined, clear: () => undefined, list: () => [of('')], remove: () => true },
  );
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    assert.is(await codeOf(client.use('ann')), 'no-namespaces');
    assert.is(await codeOf(client.clear('ann')), 'no-namespaces');
    await client.use('');
    await client.clear();
    assert.ok(page.questions.includes(`remove ${ID}`));
  });
});

test('clear() is for the current namespace, or the one that is named', async () => {
  const page = pageOf({});
  await page.run(async () => {
    const client = new BackgroundFetchClient({ namespace: 'ann' });
    await client.clear();
    await client.clear('bob');
    await client.clear('');
    const asked = page.asked.filter(({ type }) => type === 'clear') as { namespace?: string }[];
    assert.equal(
      asked.map(({ namespace }) => namespace),
      [undefined, 'bob', ''],
    );
  });
});

test.run();
