import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { BackgroundFetchClient } from '../../../src/window/client/client.ts';
import {
  arrival,
  FakePage,
  Native,
  Refusal,
  snapshotOf,
  startOf,
  startsOf,
} from '../../support/fake-page.ts';
import { type End, endOf, untilSettled } from '../../support/until-settled.ts';

const ID = 'episode/5';
const starts = startsOf(ID);

test('a wish, the start, and what has become of it', async () => {
  const page = new FakePage(starts);
  await page.run(async () => {
    const download = await new BackgroundFetchClient().fetch(ID, {
      title: 'Five',
      successTitle: 'Five is here',
      failTitle: 'No five',
      icons: [{ src: '/5.png' }],
      downloadTotal: 100,
      requests: ['/5.mp3', { url: 'https://cdn.example/5?token=5', as: '/5.jpg' }],
      metadata: { cover: '5.jpg' },
      signal: new AbortController().signal,
    });
    assert.is(download.state, 'downloading');
    await arrival();
    assert.equal(page.asked, [
      {
        type: 'wish',
        id: ID,
        wish: {
          title: 'Five',
          successTitle: 'Five is here',
          failTitle: 'No five',
          icons: [{ src: '/5.png' }],
          downloadTotal: 100,
          requests: ['/5.mp3', { url: 'https://cdn.example/5?token=5', as: '/5.jpg' }],
          metadata: { cover: '5.jpg' },
        },
      },
      { type: 'started', id: ID },
      { type: 'waiting', most: 1 },
    ]);
    assert.equal(page.started, [
      [ID, ['https://app.example/episode/5.mp3'], { title: ID, downloadTotal: 100 }],
    ]);
  });
});

for (const [kind, state] of [
  ['stored', 'stored'],
  ['running', 'downloading'],
] as const) {
  test(`what is ${kind} is given at once, and nothing is started`, async () => {
    const page = new FakePage({ wish: () => ({ kind, download: snapshotOf(ID, { state }) }) });
    await page.run(async () => {
      assert.is((await new BackgroundFetchClient().fetch(ID)).state, state);
      await arrival();
      assert.equal(page.questions, [`wish ${ID}`, 'waiting']);
      assert.equal(page.started, []);
    });
  });
}

test('what the worker refuses is thrown as it is, and nothing is started', async () => {
  const page = new FakePage({ wish: () => new Refusal('missing-requests', { id: ID }) });
  await page.run(async () => {
    assert.equal(await endOf(new BackgroundFetchClient().fetch(ID)), {
      code: 'missing-requests',
      details: { id: ID },
    });
    assert.equal(page.questions, [`wish ${ID}`]);
    assert.equal(page.started, []);
  });
});

test('what the browser refuses is refused to the worker, which forgets it', async () => {
  const page: FakePage = new FakePage(
    {
      ...starts,
      wish: () => {
        page.tell({ type: 'changed', download: snapshotOf(ID, { state: 'waiting' }) });
        return startOf(ID);
      },
      refused: () => page.tell({ type: 'removed', id: ID, updatedAt: 2 }),
    },
    async () => {
      throw new TypeError('No.');
    },
  );
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    const seen: string[] = [];
    client.addEventListener('change', ({ download }) => seen.push(download.state));
    assert.equal(await endOf(client.fetch(ID)), {
      code: 'start-refused',
      details: { id: ID, reason: 'TypeError: No.' },
    });
    await arrival();
    assert.equal(page.questions.slice(0, 2), [`wish ${ID}`, `refused ${ID} start-refused`]);
    assert.equal(seen, ['waiting', 'removed']);
    assert.equal(client.getSnapshot().downloads, []);
  });
});

test('what another tab has started meanwhile will do', async () => {
  const page: FakePage = new FakePage(starts, async () => {
    page.natives.set(ID, new Native());
    throw new TypeError('There already is a registration for the given id.');
  });
  await page.run(async () => {
    assert.is((await new BackgroundFetchClient().fetch(ID)).state, 'downloading');
    assert.equal(page.questions.slice(0, 2), [`wish ${ID}`, `started ${ID}`]);
  });
});

test('what another tab has started, and what has ended before the browser said why it refuses this one', async () => {
  const page = new FakePage({ ...starts, refused: () => snapshotOf(ID, { state: 'stored' }) }, async () => {
    throw new TypeError('There already is a registration for the given id.');
  });
  await page.run(async () => {
    assert.is((await new BackgroundFetchClient().fetch(ID)).state, 'stored');
    await arrival();
    assert.equal(page.questions, [`wish ${ID}`, `refused ${ID} start-refused`, 'waiting']);
  });
});

test('a start without an answer may still be taken: the worker is told nothing', async () => {
  const page = new FakePage(starts, () => new Promise(() => undefined));
  await page.run(async () => {
    assert.equal(await untilSettled(() => new BackgroundFetchClient().fetch(ID)), {
      code: 'timed-out',
      details: { what: 'backgroundFetch.fetch()', seconds: 90 },
    });
    assert.not(page.questions.some((question) => question.startsWith('refused')));
  });
});

test('what was removed while the browser was asked is not left running', async () => {
  const page = new FakePage({ ...starts, started: () => new Refusal('removed', { id: ID }) });
  await page.run(async () => {
    assert.equal(await endOf(new BackgroundFetchClient().fetch(ID)), {
      code: 'removed',
      details: { id: ID },
    });
    assert.ok(page.natives.get(ID)?.isAborted);
  });
});

test('two at once are one', async () => {
  const page = new FakePage(starts);
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    const [first, second] = await Promise.all([client.fetch(ID), client.fetch(ID, { title: 'x' })]);
    assert.is(first, second);
    assert.is(page.started.length, 1);
  });
});

const UNSENDABLE: [options: object, end: End][] = [
  [{ metadata: () => 5 }, { code: 'invalid-metadata', details: { id: ID, reason: 'cannot be copied' } }],
  [
    { metadata: { deep: [{ toJSON: () => 'x' }] } },
    { code: 'invalid-metadata', details: { id: ID, reason: 'cannot be copied' } },
  ],
  [
    { title: 'x', requests: [Symbol('a')] },
    {
      code: 'invalid-overrides',
      details: {
        id: ID,
        name: 'requests',
        value: 'DataCloneError: Symbol(a) could not be cloned.',
        reason: 'cannot be copied',
      },
    },
  ],
  [
    { unknown: Symbol('x') },
    {
      code: 'invalid-overrides',
      details: {
        id: ID,
        name: 'unknown',
        value: 'DataCloneError: Symbol(x) could not be cloned.',
        reason: 'cannot be copied',
      },
    },
  ],
];

for (const [options, end] of UNSENDABLE) {
  test(`${Object.keys(options)} that cannot be copied: ${'code' in end && end.code}`, async () => {
    const page = new FakePage(starts);
    await page.run(async () => {
      assert.equal(await endOf(new BackgroundFetchClient().fetch(ID, options)), end);
      assert.equal(page.asked, []);
    });
  });
}

test.run();
