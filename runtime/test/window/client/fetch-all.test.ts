import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Plan, Start } from '../../../src/shared/protocol.ts';
import { BackgroundFetchClient } from '../../../src/window/client/client.ts';
import { arrival, FakePage, type Native, Refusal, snapshotOf, startOf } from '../../support/fake-page.ts';

const BATCH = '../1';
const IDS = ['episode/1', 'episode/2', 'episode/3'];
const START: Start = { ...startOf(BATCH), ids: IDS };

const idOf = (message: object): string => (message as { id: string }).id;
const started = (message: object) => snapshotOf(idOf(message), { batch: { id: BATCH, share: 0.25 } });

function pageOf(plans: Plan[] | undefined, fetch?: (id: string) => Promise<unknown>): FakePage {
  return new FakePage({ wishAll: () => plans, started }, fetch);
}

test('one start for all of them, and a download for each', async () => {
  const page = pageOf([{ kind: 'stored', download: snapshotOf('episode/9', { state: 'stored' }) }, START]);
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    const ids = ['episode/9', { id: 'episode/1', priority: 2, metadata: { n: 1 } }, 'episode/2', 'episode/3'];
    const all = await client.fetchAll(ids, { title: 'Season 1' });
    assert.equal(
      all.map(({ id, state }) => [id, state]),
      [
        ['episode/9', 'stored'],
        ['episode/1', 'downloading'],
        ['episode/2', 'downloading'],
        ['episode/3', 'downloading'],
      ],
    );
    assert.equal(page.asked[0], {
      type: 'wishAll',
      title: 'Season 1',
      wishes: [
        { id: 'episode/9', wish: {} },
        { id: 'episode/1', wish: { priority: 2, metadata: { n: 1 } } },
        { id: 'episode/2', wish: {} },
        { id: 'episode/3', wish: {} },
      ],
    });
    assert.equal(
      page.started.map(([id]) => id),
      [BATCH],
    );
  });
});

test('each has its part of what the browser counts', async () => {
  const page = pageOf([START]);
  await page.run(async () => {
    const [first] = await new BackgroundFetchClient().fetchAll(IDS);
    await arrival();
    const native = page.natives.get(BATCH) as Native;
    native.downloaded = 40;
    native.dispatchEvent(new Event('progress'));
    assert.is(first?.downloaded, 10);
  });
});

test('one is aborted: the worker is told, and the browser goes on', async () => {
  const page = new FakePage({
    wishAll: () => [START],
    started,
    get: started,
    refused: (message) => snapshotOf(idOf(message), { state: 'aborted', updatedAt: 2 }),
  });
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    await client.fetchAll(IDS);
    assert.is(await client.abort('episode/2'), true);
    assert.ok(page.questions.includes('refused episode/2 aborted'));
    assert.is(page.natives.get(BATCH)?.isAborted, false);
  });
});

test('a worker that takes them one by one', async () => {
  const page = new FakePage({ wishAll: () => undefined, wish: (message) => startOf(idOf(message)), started });
  await page.run(async () => {
    const all = await new BackgroundFetchClient().fetchAll(IDS);
    assert.equal(
      all.map(({ id }) => id),
      IDS,
    );
    assert.equal(
      page.started.map(([id]) => id),
      IDS,
    );
  });
});

test('what one cannot have is told when the others have begun', async () => {
  const page = new FakePage({
    wishAll: () => [{ ...START, ids: ['episode/1'] }],
    wish: () => new Refusal('unknown-id', { id: 'nowhere', routes: [] }),
    started,
  });
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    const error = await client.fetchAll(['episode/1', 'nowhere']).catch((reason) => reason);
    assert.is(error.code, 'unknown-id');
    assert.equal(
      client.getSnapshot().downloads.map(({ id, state }) => [id, state]),
      [['episode/1', 'downloading']],
    );
  });
});

test('a start that is refused is told for each of them, and once to the app', async () => {
  const page = pageOf([START], async () => {
    throw new TypeError('There is no service worker.');
  });
  await page.run(async () => {
    const error = await new BackgroundFetchClient().fetchAll(IDS).catch((reason) => reason);
    assert.is(error.code, 'start-refused');
    for (const id of IDS) assert.ok(page.questions.includes(`refused ${id} start-refused`));
  });
});

test('what cannot be copied keeps none of the others', async () => {
  const page = pageOf([{ ...START, ids: ['episode/1', 'episode/2'] }]);
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    const items = ['episode/1', { id: 'episode/3', metadata: () => undefined }, 'episode/2'];
    const error = await client.fetchAll(items).catch((reason) => reason);
    assert.is(error.code, 'invalid-metadata');
    assert.equal(
      client.getSnapshot().downloads.map(({ id, state }) => [id, state]),
      [
        ['episode/1', 'downloading'],
        ['episode/2', 'downloading'],
      ],
    );
  });
});

test('one is aborted while they are being started: the worker is told when they have been', async () => {
  let take: () => void = () => undefined;
  const page = pageOf([START], () => new Promise<void>((resolve) => (take = resolve)));
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    const all = client.fetchAll(IDS).catch((reason) => reason);
    await arrival();
    assert.is(await client.abort('episode/2'), true);
    take();
    assert.is((await all).code, 'aborted');
    await arrival();
    assert.ok(page.questions.includes('refused episode/2 aborted'));
    assert.is(page.natives.get(BATCH)?.isAborted, false);
  });
});

test('all are aborted while they are being started: the browser brings none', async () => {
  let take: () => void = () => undefined;
  const page = pageOf([START], () => new Promise<void>((resolve) => (take = resolve)));
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    const all = client.fetchAll(IDS).catch((reason) => reason);
    await arrival();
    for (const id of IDS) await client.abort(id);
    take();
    await all;
    await arrival();
    assert.is(page.natives.get(BATCH)?.isAborted, true);
  });
});

test.run();
