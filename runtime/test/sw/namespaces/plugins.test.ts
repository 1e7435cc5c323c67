import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { META, type PageMessage, type Reply } from '../../../src/shared/protocol.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { registerBackgroundFetchRoutes } = await import('../../../src/sw/register-background-fetch-routes.ts');
const { installNamespaces } = await import('../../../src/sw/ledger/namespaces.ts');
const { downloads } = await import('../../../src/sw/ledger/downloads.ts');
const { addPlugins } = await import('../../../src/sw/register-with-plugins.ts');

const heard: string[] = [];

/** A plugin that tells of what is stored. */
const plugin = (name: string) => ({
  cacheDidUpdate: async ({ cacheName }: { cacheName: string }) => void heard.push(`${name}: ${cacheName}`),
});

async function ask(question: object): Promise<unknown> {
  let reply: Reply<unknown> | undefined;
  const postMessage = (given: Reply<unknown>): void => {
    reply = given;
  };
  const data = { meta: META, ...question } as PageMessage;
  await dispatch('message', { data, ports: [{ postMessage }], source: { id: 'page' } });
  assert.ok(reply?.ok, JSON.stringify(reply));
  return reply.value;
}

async function dispatch(type: string, members: object): Promise<void> {
  const event = Object.assign(new FakeExtendableEvent(type), members);
  globalThis.dispatchEvent(event);
  await Promise.all(event.promises);
}

// All tests share a process.
test.after(async () => {
  for (const entry of await downloads.getAll()) await downloads.delete(entry);
  for (const name of await scope.caches.keys()) await scope.caches.delete(name);
  installNamespaces(undefined);
});

test('Workbox plugins of the routes, and those that are added later, work for each user', async () => {
  registerBackgroundFetchRoutes(
    {
      namespaces: true,
      routes: [{ id: 'parcel/:n', requests: [{ url: 'parcels/:n.txt' }], cacheName: 'parcels' }],
    },
    { plugins: [plugin('given')] },
  );
  const store = async (id: string): Promise<void> => {
    const request = new Request(`${SCOPE}parcels/1.txt`);
    await dispatch('backgroundfetchsuccess', {
      registration: {
        id,
        result: 'success',
        failureReason: '',
        downloaded: 0,
        matchAll: async () => [{ request, responseReady: Promise.resolve(new Response('text')) }],
      },
      updateUI: async () => undefined,
    });
  };
  await ask({ type: 'use', namespace: 'ann' });
  await ask({ type: 'wish', id: 'parcel/1', wish: {} });
  addPlugins([plugin('added')]);
  await store('./ann/parcel/1');
  await store('./bob/parcel/1');
  assert.equal(heard, [
    'given: parcels ./ann/',
    'added: parcels ./ann/',
    'given: parcels ./bob/',
    'added: parcels ./bob/',
  ]);
  assert.is((await scope.caches.keys()).includes('parcels'), false);
});

test.run();
