import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadSnapshot } from '../../../src/shared/download-snapshot.ts';
import type { BackgroundFetchError } from '../../../src/shared/errors.ts';
import type { Start } from '../../../src/shared/protocol.ts';
import { BackgroundFetchClient } from '../../../src/window/client/client.ts';
import { FakePage, snapshotOf, startOf } from '../../support/fake-page.ts';

const ID = 'episode/1';
const PAUSED: Partial<DownloadSnapshot> = {
  state: 'waiting',
  retry: { attempt: 0, at: 0, since: 1, for: 'paused' },
};

const idOf = (message: object): string => (message as { id: string }).id;
const started = (message: object) => snapshotOf(idOf(message), { updatedAt: 9 });

const TARGETS: [name: string, ask: (client: BackgroundFetchClient) => Promise<boolean>, asked: object][] = [
  ['one', (client) => client.pause(ID), { type: 'pause', ids: [ID] }],
  ['several', (client) => client.pause([ID, 'episode/2']), { type: 'pause', ids: [ID, 'episode/2'] }],
  ['none of them', (client) => client.pause([]), { type: 'pause', ids: [] }],
  ['a group', (client) => client.pause({ group: 'season' }), { type: 'pause', group: 'season' }],
  ['all', (client) => client.pauseAll(), { type: 'pause' }],
  ['one goes on', (client) => client.resume(ID), { type: 'resume', ids: [ID] }],
  ['a group goes on', (client) => client.resume({ group: 'season' }), { type: 'resume', group: 'season' }],
  ['all go on', (client) => client.resumeAll(), { type: 'resume' }],
  ['the next', (client) => client.move(ID, 'first'), { type: 'move', id: ID, to: 'first' }],
  [
    'before another',
    (client) => client.move(ID, { before: 'episode/2' }),
    { type: 'move', id: ID, to: { before: 'episode/2' } },
  ],
];

for (const [name, ask, asked] of TARGETS) {
  test(`${name}: what the worker is asked`, async () => {
    const page = new FakePage({ pause: () => 0, resume: () => [], move: () => false });
    await page.run(async () => {
      assert.is(await ask(new BackgroundFetchClient()), false);
      assert.equal(page.asked[0], asked);
    });
  });

  test(`${name}: a worker that has nothing to wait in`, async () => {
    const page = new FakePage();
    await page.run(async () => {
      await ask(new BackgroundFetchClient()).then(
        () => assert.unreachable(),
        ({ code, details }: BackgroundFetchError) =>
          assert.equal([code, details], ['cannot-pause', { option: 'retry' }]),
      );
    });
  });
}

test('what is paused says so, and has nothing to pause', async () => {
  const page = new FakePage({ pause: () => 1, get: (message) => snapshotOf(idOf(message)) });
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    const download = await client.get(ID);
    assert.ok(download);
    assert.is(download.canPause, 'files');
    assert.is(await download.pause(), true);
    page.tell({ type: 'changed', download: snapshotOf(ID, { ...PAUSED, group: 'season', updatedAt: 5 }) });
    await new Promise((resolve) => setTimeout(resolve));
    assert.equal(
      [download.state, download.waitingFor, download.canPause, download.group],
      ['waiting', 'paused', false, 'season'],
    );
    page.tell({ type: 'changed', download: snapshotOf(ID, { state: 'stored', updatedAt: 6 }) });
    await new Promise((resolve) => setTimeout(resolve));
    assert.is(download.canPause, false);
  });
});

test('what goes on is started by the page in one background fetch, and what waits is known', async () => {
  const plans = [
    { kind: 'waiting', download: snapshotOf('episode/3', { state: 'waiting' }) },
    { ...startOf('../1'), ids: [ID, 'episode/2'] } satisfies Start,
  ];
  const page = new FakePage({ resume: () => plans, started });
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    assert.is(await client.resumeAll(), true);
    assert.equal(
      page.started.map(([id]) => id),
      ['../1'],
    );
    assert.equal(
      client
        .getSnapshot()
        .downloads.map(({ id, state }) => [id, state])
        .sort(),
      [
        [ID, 'downloading'],
        ['episode/2', 'downloading'],
        ['episode/3', 'waiting'],
      ],
    );
  });
});

test('a start that the browser refuses is told, and the others go on', async () => {
  const fetch = async (id: string): Promise<void> => {
    if (id === ID) throw new TypeError('no');
  };
  const page = new FakePage({ resume: () => [startOf(ID), startOf('episode/2')], started }, fetch);
  await page.run(async () => {
    const client = new BackgroundFetchClient();
    await client.resumeAll().then(
      () => assert.unreachable(),
      ({ code }: BackgroundFetchError) => assert.is(code, 'start-refused'),
    );
    assert.equal(
      client.getSnapshot().downloads.map(({ id }) => id),
      ['episode/2'],
    );
  });
});

test('several are asked for as a group, but for one that has its own', async () => {
  const page = new FakePage({ wishAll: () => [], wish: (message) => startOf(idOf(message)), started });
  await page.run(async () => {
    await new BackgroundFetchClient().fetchAll([ID, { id: 'episode/2', group: 'own' }], { group: 'season' });
    assert.equal(page.asked[0], {
      type: 'wishAll',
      title: undefined,
      wishes: [
        { id: ID, wish: { group: 'season' } },
        { id: 'episode/2', wish: { group: 'own' } },
      ],
    });
  });
});

test.run();
