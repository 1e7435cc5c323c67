import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BackgroundFetchClient } from '../../../src/window/client/client.ts';
import { arrival, FakePage, Native, snapshotOf } from '../../support/fake-page.ts';

const ID = 'episode/5';

/** The questions but for the one that is behind the first. */
function questions(page: FakePage): string[] {
  return page.questions.filter((question) => question !== 'waiting');
}

/** The last question but for that. */
function lastly(page: FakePage): object | undefined {
  return page.asked.filter(({ type }) => type !== 'waiting').at(-1);
}

type Case = [
  name: string,
  state: 'waiting' | 'downloading' | 'storing' | 'stored' | undefined,
  isRunning: boolean,
  isStopped: boolean,
  asked: string[],
];

const ABORTS: Case[] = [
  ['that is running', 'downloading', true, true, [`get ${ID}`]],
  ['that waits', 'waiting', false, true, [`get ${ID}`, `refused ${ID} aborted`]],
  ['that is being stored', 'storing', false, false, [`get ${ID}`]],
  ['that is stored', 'stored', false, false, [`get ${ID}`]],
  ['that nobody knows', undefined, false, false, [`get ${ID}`]],
];

for (const [name, state, isRunning, isStopped, asked] of ABORTS) {
  test(`abort() of one ${name}: ${isStopped}`, async () => {
    const page = new FakePage({ get: () => state && snapshotOf(ID, { state }) });
    if (isRunning) page.natives.set(ID, new Native());
    await page.run(async () => {
      assert.is(await new BackgroundFetchClient().abort(ID), isStopped);
      assert.equal(questions(page), asked);
      assert.is(page.natives.get(ID)?.isAborted, isRunning || undefined);
    });
  });
}

test('remove() aborts first', async () => {
  const page = new FakePage({ remove: () => page.natives.get(ID)?.isAborted });
  page.natives.set(ID, new Native());
  await page.run(async () => {
    assert.is(await new BackgroundFetchClient().remove(ID), true);
    assert.equal(questions(page), [`get ${ID}`, `remove ${ID}`]);
  });
});

test('remove() of one that only waits, of which the worker finds nothing then: true', async () => {
  const page = new FakePage({ get: () => snapshotOf(ID, { state: 'waiting' }), remove: () => false });
  await page.run(async () => {
    assert.is(await new BackgroundFetchClient().remove(ID), true);
    assert.equal(questions(page), [`get ${ID}`, `refused ${ID} aborted`, `remove ${ID}`]);
  });
});

test('removing files of one aborts nothing', async () => {
  const page = new FakePage({ get: () => snapshotOf(ID), remove: () => true });
  page.natives.set(ID, new Native());
  await page.run(async () => {
    const download = await new BackgroundFetchClient().get(ID);
    assert.is(await download?.remove(['a.mp3']), true);
    assert.is(page.natives.get(ID)?.isAborted, false);
    assert.equal(lastly(page), { type: 'remove', id: ID, urls: ['a.mp3'] });
  });
});

test('abortAll() and removeAll()', async () => {
  const states = ['waiting', 'downloading', 'storing', 'stored', 'failed', 'aborted'] as const;
  const all = states.map((state) => snapshotOf(state, { state }));
  const page = new FakePage({
    list: () => all,
    get: (message) => all.find(({ id }) => id === (message as { id: string }).id),
    remove: () => true,
  });
  page.natives.set('downloading', new Native());
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    await client.abortAll();
    assert.equal(questions(page), ['list', 'get waiting', 'refused waiting aborted', 'get storing']);
    assert.ok(page.natives.get('downloading')?.isAborted);
    await client.removeAll();
    assert.equal(
      questions(page).filter((question) => question.startsWith('remove')),
      states.map((state) => `remove ${state}`),
    );
  });
});

test('list() has the oldest first', async () => {
  const all = [3, 1, 2].map((createdAt) => snapshotOf(String(createdAt), { createdAt }));
  const page = new FakePage({ list: () => all });
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    assert.equal(
      (await client.list()).map(({ id }) => id),
      ['1', '2', '3'],
    );
    assert.equal(
      client.getSnapshot().downloads.map(({ id }) => id),
      ['1', '2', '3'],
    );
  });
});

for (const found of [true, false]) {
  test(`match() of what is ${found ? 'stored' : 'unknown'}`, async () => {
    const location = { cacheName: 'episodes', key: 'https://app.example/5.mp3?__WB_REVISION__=1' };
    const page = new FakePage({ locate: () => (found ? location : undefined) });
    const looked: unknown[] = [];
    const response = new Response('5');
    const caches = {
      has: async () => false,
      match: async (...args: unknown[]) => {
        looked.push(args);
        return response;
      },
    };
    Object.assign(page.globals, { caches });
    await page.run(async () => {
      const client = new BackgroundFetchClient();
      assert.is(await client.match(new URL('https://app.example/5.mp3')), found ? response : undefined);
      assert.equal(page.asked[0], { type: 'locate', url: 'https://app.example/5.mp3' });
      assert.equal(looked, found ? [[location.key, { ...location, ignoreVary: true }]] : []);
    });
  });
}

test('what update() changes is there when it resolves', async () => {
  const page = new FakePage({
    get: () => snapshotOf(ID),
    update: () => snapshotOf(ID, { title: 'Five', updatedAt: 2 }),
  });
  await page.run(async () => {
    const download = await new BackgroundFetchClient().get(ID);
    assert.is(await download?.update({ title: 'Five' }), true);
    assert.is(download?.title, 'Five');
    assert.equal(lastly(page), { type: 'update', id: ID, change: { title: 'Five' } });
  });
});

test('update() of one that is gone', async () => {
  const page = new FakePage({ get: () => snapshotOf(ID) });
  await page.run(async () => {
    const download = await new BackgroundFetchClient().get(ID);
    assert.is(await download?.update({ metadata: 5 }), false);
  });
});

test('news of other scopes are left alone', async () => {
  const page = new FakePage({ get: () => snapshotOf(ID) });
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    const download = await client.get(ID);
    page.tell({ scope: 'https://app.example/other/', type: 'removed', id: ID, updatedAt: 2 });
    await arrival();
    assert.is(download?.state, 'downloading');
    page.tell({ type: 'removed', id: ID, updatedAt: 2 });
    await arrival();
    assert.is(download?.state, 'removed');
  });
});

test.run();
