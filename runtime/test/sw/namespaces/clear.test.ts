import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadSnapshot } from '../../../src/shared/download-snapshot.ts';
import {
  ask,
  begin,
  clean,
  end,
  enterWorker,
  leaveWorker,
  listed,
  running,
  served,
  store,
  use,
} from '../../support/namespaced-worker.ts';
import { SCOPE, scope } from '../../support/worker-scope.ts';

const { downloads } = await import('../../../src/sw/ledger/downloads.ts');

const ID = 'episode/1';
const FILE = 'media/1.mp3';

const get = (id: string): Promise<DownloadSnapshot | undefined> => ask({ type: 'get', id });

test.before(enterWorker);
test.after(leaveWorker);

test.before.each(clean);
test.after.each(clean);

const CLEARED: [name: string, prepare: () => Promise<string | undefined>][] = [
  ['is stored', async () => void (await store(ID, 'of ann'))],
  ['runs', () => begin(ID)],
  [
    'waits',
    async () => {
      await end(await begin(ID), undefined);
      assert.is((await get(ID))?.state, 'waiting');
      return undefined;
    },
  ],
  [
    'runs, and the ledger does not know',
    async () => {
      const id = await begin(ID);
      const entry = await downloads.get(id);
      if (entry) await downloads.delete(entry);
      return id;
    },
  ],
];

for (const [name, prepare] of CLEARED)
  for (const [who, current] of [
    ['the current user', 'ann'],
    ['another user', 'bob'],
    ['a user, when nobody is signed in', ''],
  ] as const)
    test(`clear() of ${who} leaves nothing of what ${name}, and all of the others`, async () => {
      await store('letter/1', 'common');
      await use('bob');
      await store('letter/1', 'of bob');
      await use('ann');
      await store('letter/1', 'of ann');
      await prepare();
      await use(current);
      await ask(current === 'ann' ? { type: 'clear' } : { type: 'clear', namespace: 'ann' });
      assert.equal([...running], []);
      assert.equal(
        (await scope.caches.keys()).filter((cache) => cache.includes('./ann/')),
        [],
      );
      await use('ann');
      assert.equal(await listed(), []);
      assert.is(await served('letters/1.txt'), 'network');
      for (const [namespace, bytes] of [
        ['bob', 'of bob'],
        ['', 'common'],
      ] as const) {
        await use(namespace);
        assert.equal(await listed(), ['letter/1']);
        assert.is(await served('letters/1.txt'), bytes);
      }
    });

test('clear() of the common namespace leaves users, and what the app has in the same cache', async () => {
  await store(ID, 'common');
  await (await scope.caches.open('episodes')).put(`${SCOPE}own`, new Response('own'));
  await use('ann');
  await store(ID, 'of ann');
  await ask({ type: 'clear', namespace: '' });
  assert.is(await served(FILE), 'of ann');
  await use('');
  assert.equal(await listed(), []);
  assert.is(await (await scope.caches.match(`${SCOPE}own`))?.text(), 'own');
});

test.run();
