import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { META, type Reply } from '../../src/shared/protocol.ts';
import { compileRoutes } from '../support/compile-routes.ts';
import { FakeExtendableEvent, SCOPE } from '../support/worker-scope.ts';

const { answerMessage } = await import('../../src/sw/messages.ts');

const routes = compileRoutes(
  { routes: [{ id: 'episode/:slug', requests: [{ url: 'media/:slug.mp3' }], cacheName: 'episodes' }] },
  `${SCOPE}sw.js`,
  [],
);

/** What a page is told. */
async function ask(question: object): Promise<Reply<unknown>> {
  const said: Reply<unknown>[] = [];
  const ports = [{ postMessage: (reply: Reply<unknown>) => said.push(reply) }];
  const event = Object.assign(new FakeExtendableEvent('message'), {
    data: { meta: META, ...question },
    ports,
  });
  answerMessage(event as unknown as Parameters<typeof answerMessage>[0], routes);
  await Promise.all(event.promises);
  assert.is(said.length, 1);
  return said[0] as Reply<unknown>;
}

test('an update with a name that does not exist is refused', async () => {
  const change = { title: 'Five', titel: 'Fife' };
  const error = ['invalid-overrides', { id: 'episode/5', name: 'titel', value: 'Fife' }];
  assert.equal(await ask({ type: 'update', id: 'episode/5', change }), { ok: false, error });
});

test('an update of a download that is not there changes nothing', async () => {
  const reply = await ask({ type: 'update', id: 'episode/5', change: { title: 'Five' } });
  assert.equal(reply, { ok: true, value: undefined });
});

test.run();
