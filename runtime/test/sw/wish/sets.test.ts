import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchEvent } from '../../../src/shared/background-fetch-events.ts';
import { canonicalUrl } from '../../../src/shared/canonical-url.ts';
import type { LedgerEntry } from '../../../src/store/schema.ts';
import { compileRoutes } from '../../support/compile-routes.ts';
import { ledgerFile } from '../../support/ledger-file.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { downloads, locate } = await import('../../../src/sw/ledger/downloads.ts');
const { answerWish } = await import('../../../src/sw/wish/wish.ts');

/** URLs as earlier versions have spelt them, with the id that leads to each. */
const CASES: [id: string, url: string, asked: string][] = [
  ['ep@2', 'ep%402.mp3', 'ep@2.mp3'],
  ['a,b', 'a%2Cb.mp3', 'a,b.mp3'],
  ['x=1', 'x%3D1.mp3', 'x%3d1.mp3'],
  ['R&B+1', 'R%26B%2B1.mp3', 'R&B+1.mp3'],
  ['[Live]', '%5BLive%5D.mp3', '[Live].mp3'],
  ["it's", "it's.mp3", 'it%27s.mp3'],
  ['50%', '50%25.mp3', '50%.mp3'],
  ['ø', '%C3%B8.mp3', 'ø.mp3'],
];

const [route] = compileRoutes(
  { routes: [{ id: ':id', requests: [{ url: 'by-id/:id.mp3', revision: 'r1' }], cacheName: 'known' }] },
  `${SCOPE}sw.js`,
  [],
);
const event = new FakeExtendableEvent('message') as unknown as BackgroundFetchEvent;
const asker = { event, client: '' };

for (const [id, spelling, asked] of CASES) {
  test(`what was stored as ${spelling} is found, and not fetched again`, async () => {
    const download = route?.resolve(id);
    assert.ok(download && route);
    const url = `${SCOPE}by-id/${spelling}`;
    const key = `${url}?__WB_REVISION__=r1`;
    const entry: LedgerEntry = {
      id,
      route: ':id',
      params: { id },
      title: id,
      state: 'stored',
      downloaded: 3,
      downloadTotal: 3,
      failureReason: '',
      createdAt: 1,
      updatedAt: 1,
      cacheName: 'known',
      fileCount: 1,
      wanted: 1,
      complete: 1,
    };
    await downloads.putSet(entry, [ledgerFile(canonicalUrl(url), { key, size: 3 })]);
    await (await scope.caches.open('known')).put(key, new Response('abc'));
    const plan = await answerWish(download, {}, asker);
    assert.is(plan.kind, 'stored');
    assert.is((await locate(new URL(`by-id/${asked}`, SCOPE).href))?.key, key);
    assert.is(await (await (await scope.caches.open('known')).match(key))?.text(), 'abc');
  });
}

test('a query does not keep a file from being found', async () => {
  const [withQuery] = compileRoutes(
    { routes: [{ id: ':id', requests: [{ url: 'q/:id.mp3?v=[1]', revision: 'r1' }], cacheName: 'known' }] },
    `${SCOPE}sw.js`,
    [],
  );
  const download = withQuery?.resolve('a@b');
  const entry = await downloads.get('ep@2');
  assert.ok(download && entry);
  const url = `${SCOPE}q/a%40b.mp3?v=[1]`;
  const key = `${SCOPE}q/a%40b.mp3?v=%5B1%5D&__WB_REVISION__=r1`;
  await downloads.putSet({ ...entry, id: 'a@b' }, [ledgerFile(canonicalUrl(url), { key })]);
  await (await scope.caches.open('known')).put(key, new Response('abc'));
  assert.is((await answerWish(download, {}, asker)).kind, 'stored');
});

test('another revision is fetched', async () => {
  const [next] = compileRoutes(
    { routes: [{ id: ':id', requests: [{ url: 'by-id/:id.mp3', revision: 'r2' }], cacheName: 'known' }] },
    `${SCOPE}sw.js`,
    [],
  );
  const download = next?.resolve('ep@2');
  assert.ok(download);
  const plan = await answerWish(download, {}, asker);
  assert.equal(plan.kind === 'start' && plan.requests.map(({ url }) => url), [`${SCOPE}by-id/ep@2.mp3`]);
});

test.run();
