import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { PageMessage } from '../../../src/shared/protocol.ts';
import { compileRoutes } from '../../support/compile-routes.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { answerMessage } = await import('../../../src/sw/messages.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');

const routes = compileRoutes(
  { routes: [{ id: 'album/:n', requests: [], page: 1, serve: ['tracks/*'], cacheName: 'waiting' }] },
  `${SCOPE}sw.js`,
  [],
);

/** Has the worker answer a page's message. */
async function ask(
  message: PageMessage extends infer M ? (M extends unknown ? Omit<M, 'meta'> : never) : never,
) {
  const event = new FakeExtendableEvent('message');
  let reply: { ok: boolean; value?: unknown; error?: unknown } | undefined;
  const port = {
    postMessage: (given: typeof reply) => {
      reply = given;
    },
  };
  Object.assign(event, {
    data: { meta: 'workbox-background-fetch', ...message },
    ports: [port],
    source: { id: 'p' },
  });
  answerMessage(event as unknown as Parameters<typeof answerMessage>[0], routes);
  await event.promises[0];
  assert.ok(reply?.ok, String(reply?.error));
  return reply.value;
}

/** An album that is stored, and that is asked for again with one more track. */
async function askForMore(id: string): Promise<void> {
  const cache = await scope.caches.open('waiting');
  const requests = ['1', '2', '3'].map((track) => `tracks/${id.slice(6)}-${track}`);
  for (const url of requests.slice(0, 2)) await cache.put(SCOPE + url, new Response('abc'));
  await ask({ type: 'wish', id, wish: { requests: requests.slice(0, 2), title: 'Before' } });
  assert.is((await downloads.get(id))?.state, 'stored');
  await ask({ type: 'wish', id, wish: { requests } });
  assert.is((await downloads.get(id))?.state, 'waiting');
}

test('what is updated while it waits stays so when its start is refused', async () => {
  await askForMore('album/1');
  await ask({ type: 'update', id: 'album/1', change: { title: 'Later', metadata: { n: 1 } } });
  await ask({ type: 'refused', id: 'album/1' });
  const { state, title, metadata, fileCount } = (await downloads.get('album/1')) ?? {};
  assert.equal(
    { state, title, metadata, fileCount },
    { state: 'stored', title: 'Later', metadata: { n: 1 }, fileCount: 2 },
  );
});

test('a file that is removed while it waits does not make it forget what it was', async () => {
  await askForMore('album/2');
  await ask({ type: 'remove', id: 'album/2', urls: ['tracks/2-3'] });
  await ask({ type: 'refused', id: 'album/2' });
  const { state, fileCount } = (await downloads.get('album/2')) ?? {};
  assert.equal({ state, fileCount }, { state: 'stored', fileCount: 2 });
});

test('with its last file it goes, and what runs for it is aborted', async () => {
  const requests = ['tracks/3-1'];
  await ask({ type: 'wish', id: 'album/3', wish: { requests } });
  const aborted: string[] = [];
  const registrationOf = (id: string) => ({
    result: '',
    downloadTotal: 0,
    abort: async () => aborted.push(id),
  });
  Object.assign(scope.registration, { backgroundFetch: { get: async (id: string) => registrationOf(id) } });
  await ask({ type: 'remove', id: 'album/3', urls: requests });
  Object.assign(scope.registration, { backgroundFetch: undefined });
  assert.equal(aborted, ['album/3']);
  assert.is(await downloads.get('album/3'), undefined);
});

test.run();
