import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadState } from '../../../src/shared/download-snapshot.ts';
import type { WorkerMessage } from '../../../src/shared/protocol.ts';
import { compileRoutes } from '../../support/compile-routes.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { commit } = await import('../../../src/sw/commit/commit.ts');
const { toEntry } = await import('../../../src/sw/routes/to-entry.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');

const told: (string | undefined)[] = [];
const page = {
  postMessage: (message: WorkerMessage) =>
    told.push('download' in message ? message.download.state : undefined),
};
scope.clients.matchAll = async () => [page];

const [route] = compileRoutes(
  { routes: [{ id: 'episode/:slug', requests: [{ url: 'media/:slug.wav' }], cacheName: 'episodes' }] },
  `${SCOPE}sw.js`,
  [],
);

type CommitEvent = Parameters<typeof commit>[0];

/** A background fetch that has succeeded: it has brought the one file of a download. */
function success(id: string, url: string): CommitEvent {
  const matchAll = async () => [
    { request: new Request(url), responseReady: Promise.resolve(new Response('sound')) },
  ];
  const registration = {
    id,
    result: 'success',
    failureReason: '',
    downloaded: 5,
    downloadTotal: 5,
    matchAll,
  };
  const updateUI = async () => {};
  const event = new FakeExtendableEvent('backgroundfetchsuccess');
  return Object.assign(event, { registration, updateUI }) as unknown as CommitEvent;
}

// The engine fires again what a killed worker has not ended; a browser's event may come after its download was given up.
const CASES: [before: DownloadState | undefined, told: DownloadState[]][] = [
  [undefined, ['storing', 'stored']],
  ['waiting', ['storing', 'stored']],
  ['downloading', ['storing', 'stored']],
  ['storing', ['storing', 'stored']],
  ['failed', ['storing', 'stored']],
  ['aborted', ['storing', 'stored']],
  ['stored', ['stored']],
];

for (const [before, expected] of CASES) {
  test(`what was ${before ?? 'unknown'} is told to be ${expected.join(', then ')}`, async () => {
    const id = `episode/${before}`;
    const download = route?.resolve(id);
    assert.ok(download);
    const [file] = download.files;
    assert.ok(file);
    if (before)
      await downloads.putSet(toEntry(download, undefined, { state: before, wanted: 1 }), download.files);
    told.length = 0;
    await commit(success(id, file.request.url), download);
    assert.equal(told, expected);
    assert.is((await downloads.get(id))?.state, 'stored');
    assert.is(await (await scope.caches.match(file.key))?.text(), 'sound');
  });
}

test('the same event twice: what is stored stays so', async () => {
  const download = route?.resolve('episode/twice');
  assert.ok(download);
  const url = `${SCOPE}media/twice.wav`;
  told.length = 0;
  for (let time = 0; time < 2; time++) await commit(success('episode/twice', url), download);
  assert.equal(told, ['storing', 'stored', 'stored']);
  assert.is((await downloads.get('episode/twice'))?.downloaded, 5);
  assert.is(await (await scope.caches.match(url))?.text(), 'sound');
});

test.run();
