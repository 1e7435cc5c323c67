import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { deferred } from '../../../src/shared/deferred.ts';
import { BackgroundFetchClient } from '../../../src/window/client/client.ts';
import { arrival, FakePage, Native, snapshotOf, startOf, startsOf } from '../../support/fake-page.ts';
import { type End, endOf } from '../../support/until-settled.ts';

const ID = 'episode/5';
const starts = startsOf(ID);

test('a signal that is aborted already: nothing is asked', async () => {
  const page = new FakePage(starts);
  await page.run(async () => {
    const signal = AbortSignal.abort('no more');
    assert.equal(await endOf(new BackgroundFetchClient().fetch(ID, { signal })), {
      code: 'no more',
      details: undefined,
    });
    await arrival();
    assert.equal(page.asked, []);
  });
});

test('a signal that comes before the wish is sent', async () => {
  const page = new FakePage(starts);
  await page.run(async () => {
    const stop = new AbortController();
    const end = endOf(new BackgroundFetchClient().fetch(ID, { signal: stop.signal }));
    stop.abort('no more');
    assert.equal(await end, { code: 'no more', details: undefined });
    await arrival();
    assert.equal(page.asked, []);
  });
});

type Stop = (client: BackgroundFetchClient, signal: AbortController) => unknown;

const byTheSignal: Stop = (_, signal) => signal.abort('no more');
const BY_THE_SIGNAL: End = { code: 'no more', details: undefined };

/** How a start is stopped, and what it rejects with. */
const STOPS: [name: string, stop: Stop, end: End][] = [
  ['signal', byTheSignal, BY_THE_SIGNAL],
  ['signal without a reason', (_, signal) => signal.abort(null), { code: 'null', details: undefined }],
  ['abort()', (client) => client.abort(ID), { code: 'aborted', details: { id: ID } }],
  ['remove()', (client) => client.remove(ID), { code: 'aborted', details: { id: ID } }],
];

/** Stops a start that waits for something, which comes when the start has ended already. */
async function stopBefore(comes: () => void, stop: Stop, expected: End): Promise<void> {
  const client = new BackgroundFetchClient();
  const controller = new AbortController();
  const end = endOf(client.fetch(ID, { signal: controller.signal }));
  await arrival();
  stop(client, controller);
  assert.equal(await end, expected);
  comes();
  await arrival();
}

for (const [name, stop, expected] of STOPS) {
  test(`${name} while the worker thinks: nothing is started`, async () => {
    const { promise, resolve } = deferred<void>();
    const page = new FakePage({ ...starts, wish: () => promise.then(() => startOf(ID)) });
    await page.run(async () => {
      await stopBefore(resolve, stop, expected);
      assert.ok(page.questions.includes(`refused ${ID} aborted`));
      assert.equal(page.started, []);
    });
  });

  test(`${name} while the browser asks its user: nobody waits for it, and what is taken is aborted`, async () => {
    const { promise, resolve } = deferred<void>();
    const page = new FakePage(starts, () => promise);
    const stopStarted: Stop = (...args) => {
      assert.is(page.started.length, 1);
      return stop(...args);
    };
    await page.run(async () => {
      await stopBefore(resolve, stopStarted, expected);
      assert.ok(page.questions.includes(`started ${ID}`));
      assert.ok(page.natives.get(ID)?.isAborted);
    });
  });

  test(`${name} while the worker is told of the start: it is aborted`, async () => {
    const { promise, resolve } = deferred<void>();
    const page = new FakePage({ ...starts, started: () => promise.then(() => snapshotOf(ID)) });
    await page.run(async () => {
      await stopBefore(resolve, stop, expected);
      assert.ok(page.natives.get(ID)?.isAborted);
    });
  });
}

test('a signal that comes while a running one is joined: it is aborted', async () => {
  const { promise, resolve } = deferred<void>();
  const page = new FakePage({
    wish: () => promise.then(() => ({ kind: 'running', download: snapshotOf(ID) })),
  });
  page.natives.set(ID, new Native());
  await page.run(async () => {
    await stopBefore(resolve, byTheSignal, BY_THE_SIGNAL);
    assert.ok(page.natives.get(ID)?.isAborted);
  });
});

test('a signal that comes while it runs aborts the download', async () => {
  const page = new FakePage(starts);
  await page.run(async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const download = await new BackgroundFetchClient().fetch(ID, { signal });
    controller.abort();
    await arrival();
    assert.ok(page.natives.get(ID)?.isAborted);
    assert.is(download.state, 'downloading', 'the worker tells what becomes of it');
  });
});

for (const [name, run] of [
  [
    'stored',
    (page) => page.tell({ type: 'changed', download: snapshotOf(ID, { state: 'stored', updatedAt: 2 }) }),
  ],
  [
    'failed',
    (page) => page.tell({ type: 'changed', download: snapshotOf(ID, { state: 'failed', updatedAt: 2 }) }),
  ],
  ['removed', (page) => page.tell({ type: 'removed', id: ID, updatedAt: 2 })],
] as [string, (page: FakePage) => void][]) {
  test(`nothing listens to the signal of one that is ${name}`, async () => {
    const page = new FakePage(starts);
    await page.run(async () => {
      const { signal } = new AbortController();
      let listeners = 0;
      const { addEventListener, removeEventListener } = signal;
      signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
        listeners++;
        addEventListener.apply(signal, args);
      };
      signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
        listeners--;
        removeEventListener.apply(signal, args);
      };
      await new BackgroundFetchClient().fetch(ID, { signal });
      assert.is(listeners, 1);
      run(page);
      await arrival();
      assert.is(listeners, 0);
    });
  });
}

test.run();
