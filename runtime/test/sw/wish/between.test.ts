import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadState } from '../../../src/shared/download-snapshot.ts';
import { compileRoutes } from '../../support/compile-routes.ts';
import { FakeExtendableEvent, SCOPE } from '../../support/worker-scope.ts';

const { commit } = await import('../../../src/sw/commit/commit.ts');
const { noteAbort } = await import('../../../src/sw/commit/note-abort.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');
const { toEntry } = await import('../../../src/sw/routes/to-entry.ts');
const { answerWish } = await import('../../../src/sw/wish/wish.ts');

const [route] = compileRoutes(
  { routes: [{ id: 'episode/:slug', requests: [{ url: 'media/:slug.wav' }], cacheName: 'between' }] },
  `${SCOPE}sw.js`,
  [],
);

type CommitEvent = Parameters<typeof commit>[0];

/** How a background fetch has ended whose event is still to come. */
type End = 'success' | 'fail' | 'abort' | 'nothing';

function eventOf(id: string, url: string, end: End): CommitEvent {
  const response = end === 'success' ? new Response('sound') : new Response('none', { status: 404 });
  const registration = {
    id,
    result: end === 'success' ? 'success' : 'failure',
    failureReason: { success: '', fail: 'bad-status', abort: 'aborted', nothing: '' }[end],
    downloaded: 0,
    downloadTotal: 0,
    matchAll: async () => [{ request: new Request(url), responseReady: Promise.resolve(response) }],
  };
  const event = new FakeExtendableEvent(`backgroundfetch${end}`);
  return Object.assign(event, { registration, updateUI: async () => {} }) as unknown as CommitEvent;
}

const CASES: [end: End, was: DownloadState, plan: string, left: DownloadState][] = [
  ['success', 'downloading', 'stored', 'stored'],
  ['fail', 'downloading', 'start', 'waiting'],
  ['abort', 'downloading', 'start', 'waiting'],
  ['nothing', 'downloading', 'start', 'waiting'],
  ['success', 'storing', 'stored', 'stored'],
  ['nothing', 'storing', 'start', 'waiting'],
];

for (const [end, was, expected, left] of CASES) {
  test(`a wish that comes before the event of a ${end}, ${was}`, async () => {
    const id = `episode/${end}-${was}`;
    const download = route?.resolve(id);
    assert.ok(download);
    await downloads.putSet(toEntry(download, undefined, { state: was, wanted: 1 }), download.files);
    const event = new FakeExtendableEvent('message') as unknown as CommitEvent;
    const wish = answerWish(download, {}, { event, client: '' });
    await sleep(50);
    const ended = eventOf(id, download.files[0]?.request.url ?? '', end);
    if (end === 'abort') await noteAbort(ended, download);
    else if (end !== 'nothing') await commit(ended, download);
    const plan = await wish;
    assert.is(plan.kind, expected);
    assert.is((await downloads.get(id))?.state, left, 'nothing comes upon it');
  });
}

test.run();
