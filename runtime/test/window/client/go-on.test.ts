import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Later, Start } from '../../../src/shared/protocol.ts';
import { BackgroundFetchClient } from '../../../src/window/client/client.ts';
import { arrival, FakePage, Refusal, snapshotOf, startOf } from '../../support/fake-page.ts';

const ID = 'episode/5';
const OTHER = 'episode/6';

const started = (message: object) => snapshotOf((message as { id: string }).id);

/** A page whose worker gives these answers, one after the other, to what is to be started. */
function pageOf(...answers: (Start | Later)[][]): FakePage {
  return new FakePage({ waiting: () => answers.shift() ?? [], started });
}

const countOf = (page: FakePage, type: string): number =>
  page.asked.filter((question) => question.type === type).length;

const waiting = snapshotOf(OTHER, {
  state: 'waiting',
  retry: { attempt: 1, at: Date.now() + 1e6, since: 0 },
});

test('what is to be started later is asked for at that time', async () => {
  const page = pageOf([{ kind: 'later', at: Date.now() + 50 }], [startOf(ID)]);
  await page.run(async () => {
    await new BackgroundFetchClient().list();
    await arrival();
    assert.is(countOf(page, 'waiting'), 1);
    await sleep(100);
    await arrival();
    assert.is(countOf(page, 'waiting'), 2);
    assert.equal(
      page.started.map(([id]) => id),
      [ID],
    );
  });
});

test('of several times the last one that the worker has told counts', async () => {
  const page = pageOf([{ kind: 'later', at: Date.now() + 60 }], [{ kind: 'later', at: Date.now() + 120 }]);
  await page.run(async () => {
    await new BackgroundFetchClient().list();
    await arrival();
    page.tell({ type: 'changed', download: waiting });
    await sleep(10);
    await arrival();
    assert.is(countOf(page, 'waiting'), 2);
    await sleep(70);
    assert.is(countOf(page, 'waiting'), 2);
    await sleep(80);
    await arrival();
    assert.is(countOf(page, 'waiting'), 3);
  });
});

for (const state of ['stored', 'failed', 'aborted'] as const)
  test(`what waits for another is started when that one is ${state}`, async () => {
    const page = pageOf([{ kind: 'later', at: Date.now() + 1e9 }], [startOf(ID)]);
    await page.run(async () => {
      await new BackgroundFetchClient().list();
      await arrival();
      await sleep(20);
      assert.is(page.started.length, 0);
      page.tell({ type: 'changed', download: snapshotOf(OTHER, { state }) });
      await sleep(20);
      await arrival();
      assert.equal(
        page.started.map(([id]) => id),
        [ID],
      );
    });
  });

test('where nothing waits, no end makes the page ask', async () => {
  const page = pageOf([]);
  await page.run(async () => {
    await new BackgroundFetchClient().list();
    await arrival();
    page.tell({ type: 'changed', download: snapshotOf(OTHER, { state: 'stored' }) });
    await sleep(20);
    assert.is(countOf(page, 'waiting'), 1);
  });
});

test('a download that is to be asked for again makes the page ask when', async () => {
  const page = pageOf([]);
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    await client.list();
    await arrival();
    page.tell({ type: 'changed', download: waiting });
    await sleep(20);
    await arrival();
    assert.is(countOf(page, 'waiting'), 2);
    assert.equal(
      (await client.list()).map((download) => download.retry),
      [],
    );
    assert.equal(
      client.getSnapshot().downloads.map(({ state, retry }) => [state, retry]),
      [['waiting', waiting.retry]],
    );
  });
});

test('a worker that could not answer is asked again', async () => {
  const answers = [
    [{ kind: 'later', at: Date.now() + 30 }],
    new Refusal('unexpected', { reason: 'no' }),
    [startOf(ID)],
  ];
  const page = new FakePage({ waiting: () => answers.shift() ?? [], started });
  const { setTimeout: real } = globalThis;
  // Fifteen seconds are too long for a test.
  page.globals.setTimeout = (work: () => void, time: number) =>
    real(work, Math.round(time / 1000) === 15 ? 50 : time);
  await page.run(async () => {
    await new BackgroundFetchClient().list();
    await sleep(200);
    await arrival();
    assert.is(countOf(page, 'waiting'), 3);
    assert.equal(
      page.started.map(([id]) => id),
      [ID],
    );
  });
});

test('fetch() gives a download that waits, where the browser takes no more', async () => {
  const page = new FakePage(
    { wish: () => startOf(ID), refused: () => snapshotOf(ID, { state: 'waiting' }) },
    async () => {
      throw new TypeError('There are too many active fetches for this origin.');
    },
  );
  await page.run(async () => {
    const download = await new BackgroundFetchClient().fetch(ID);
    assert.is(download.state, 'waiting');
    assert.ok(page.questions.includes(`refused ${ID} too-many-downloads`));
  });
});

test.run();
