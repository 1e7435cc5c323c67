import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchEvent } from '../../../src/shared/background-fetch-events.ts';
import { compileRoutes } from '../../support/compile-routes.ts';
import { ledgerFile } from '../../support/ledger-file.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { takeInventory } = await import('../../../src/sw/commit/inventory.ts');

const event = new FakeExtendableEvent('message') as unknown as BackgroundFetchEvent;

test('many files of a cache whose keys cannot be read', async () => {
  const [route] = compileRoutes(
    { routes: [{ id: 'all', requests: [{ url: 'a' }], cacheName: 'large' }] },
    `${SCOPE}sw.js`,
    [],
  );
  assert.ok(route);
  const cache = await scope.caches.open('large');
  // As in Chromium, where it holds 50,000 responses.
  cache.keys = () => Promise.reject(new DOMException('Operation too large.', 'AbortError'));
  const files = Array.from({ length: 500 }, (_, index) => ledgerFile(`${SCOPE}${index}`, { size: 2 }));
  for (const { key } of files.slice(0, 400)) await cache.put(key, new Response('ab'));
  const justStored = new Set([`${SCOPE}450`]);
  const { missing, storedBytes } = await takeInventory({ route, files }, event, justStored);
  const gone = files.filter((_, index) => index >= 400 && index !== 450);
  assert.equal(missing, gone);
  assert.is(storedBytes, 401 * 2);
});

test.run();
