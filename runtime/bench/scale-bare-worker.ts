// The other worker in the benchmark `scale`: the same rows, by bare IndexedDB, a bare message and the handler that the
// specification's explainer gives.
import type { BackgroundFetchUpdateUIEvent } from '../src/shared/background-fetch-events.ts';
import { introduce, tell } from './scale/introduce.ts';
import { CACHE_NAME } from './scale/shelf.ts';

declare const self: ServiceWorkerGlobalScope;

introduce();

let database: Promise<IDBDatabase> | undefined;

self.addEventListener('message', (event) => {
  const { type, id } = event.data;
  if (type !== undefined) event.waitUntil(answer(type, id).then((rows) => event.ports[0]?.postMessage(rows)));
});

self.addEventListener('fetch', (event) => {
  const { url } = event.request;
  if (url.includes('/tracks/')) event.respondWith(serve(url));
});

self.addEventListener('backgroundfetchsuccess', (event) => {
  const success = event as BackgroundFetchUpdateUIEvent;
  success.waitUntil(store(success));
});

async function answer(type: 'list' | 'get', id: string): Promise<unknown> {
  const downloads = (await open()).transaction('downloads').objectStore('downloads');
  return result(type === 'list' ? downloads.getAll() : downloads.get(id));
}

async function serve(url: string): Promise<Response> {
  const files = (await open()).transaction('files').objectStore('files');
  const { key } = await result<{ key: string }>(files.index('url').get(url));
  const cache = await caches.open(CACHE_NAME);
  return (await cache.match(key)) ?? Response.error();
}

/** @see https://github.com/WICG/background-fetch, "Background-fetching a podcast" */
async function store({ registration }: BackgroundFetchUpdateUIEvent): Promise<void> {
  const cache = await caches.open(CACHE_NAME);
  const records = await registration.matchAll();
  const promises = records.map(async (record) => {
    await cache.put(record.request, await record.responseReady);
  });
  await Promise.all(promises);
  await tell({ stored: registration.id });
}

function open(): Promise<IDBDatabase> {
  database ??= result(indexedDB.open(`workbox-background-fetch-${self.registration.scope}`));
  return database;
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
