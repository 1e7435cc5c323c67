import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { compileRoutes } from '../../support/compile-routes.ts';
import { FakeExtendableEvent, SCOPE } from '../../support/worker-scope.ts';

const { answerWish } = await import('../../../src/sw/wish/wish.ts');

const event = new FakeExtendableEvent('message') as unknown as Parameters<typeof answerWish>[2]['event'];

test('a row that ends where the metadata say is the same when it is asked for without them', async () => {
  const each = [{ each: 'n', to: ':metadata.pages', url: 'pages/:n' }];
  const [route] = compileRoutes({ routes: [{ id: 'book', requests: [], each }] }, `${SCOPE}sw.js`, []);
  const download = route?.resolve('book');
  assert.ok(download);
  const ask = async (wish: object): Promise<unknown> => {
    const plan = await answerWish(download, wish, { event, client: '' });
    return plan.kind === 'start' && plan.requests.map(({ url }) => url);
  };
  const both = [`${SCOPE}pages/1`, `${SCOPE}pages/2`];
  assert.equal(await ask({ metadata: { pages: 2 } }), both);
  assert.equal(await ask({ metadata: undefined }), both);
  assert.equal(await ask({ metadata: { pages: 1 } }), both.slice(0, 1));
});

test.run();
