import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadState } from '../../../src/shared/download-snapshot.ts';
import { compileRoutes } from '../../support/compile-routes.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { reconciled } = await import('../../../src/sw/keep/reconcile.ts');
const { toEntry } = await import('../../../src/sw/routes/to-entry.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');

const routes = compileRoutes(
  { routes: [{ id: 'reconciled/:id', requests: [{ url: ':id' }] }] },
  `${SCOPE}sw.js`,
  [],
);

/** What the browser runs. */
const running = new Map<string, { result: string; downloadTotal: number; abort(): Promise<boolean> }>();
const backgroundFetch = {
  get: async (id: string) => running.get(id),
  getIds: async () => [...running.keys()],
};
test.before(() => void Object.assign(scope.registration, { backgroundFetch }));
test.after(() => void Object.assign(scope.registration, { backgroundFetch: undefined }));

function run(id: string): void {
  const abort = async (): Promise<boolean> => running.delete(id);
  running.set(id, { result: '', downloadTotal: 0, abort });
}

async function write(id: string, state: DownloadState): Promise<void> {
  const download = routes[0]?.resolve(id);
  assert.ok(download);
  const cache = await scope.caches.open(download.route.storage.cacheName);
  if (state === 'stored') await cache.put(download.files[0]?.url ?? '', new Response(id));
  await downloads.putSet({ ...toEntry(download, undefined, { state }), wanted: 1 }, download.files);
}

/** Asks for all, and waits until what goes on behind the answer has ended. Other tests have downloads of their own. */
async function reconcile(): Promise<[id: string, state: DownloadState][]> {
  const event = new FakeExtendableEvent('message');
  await reconciled(routes, event as unknown as Parameters<typeof reconciled>[1]);
  for (const promise of event.promises) await promise;
  const entries = await downloads.getAll();
  return entries.filter(({ route }) => route === 'reconciled/:id').map(({ id, state }) => [id, state]);
}

test('what runs although its page has gone before it could say so is told; what was called off is aborted', async () => {
  await write('reconciled/called-off', 'failed');
  await write('reconciled/started', 'waiting');
  await write('reconciled/stored', 'stored');
  await write('reconciled/waits', 'waiting');
  for (const name of ['called-off', 'stored', 'started']) run(`reconciled/${name}`);
  assert.equal(await reconcile(), [
    ['reconciled/called-off', 'failed'],
    ['reconciled/started', 'downloading'],
    ['reconciled/stored', 'stored'],
    ['reconciled/waits', 'waiting'],
  ]);
  assert.equal([...running.keys()], ['reconciled/started']);
});

test.run();
