import type { BackgroundFetchManager } from '../../src/shared/background-fetch.ts';
import { BackgroundFetchClient } from '../../src/window/index.ts';
import { CACHE_NAME, FILE_SIZE, idOf } from './shelf.ts';

/** What a page does with its worker. */
export interface Contestant {
  /** Of all downloads. */
  list(): Promise<{ id: string }[]>;
  get(id: string): Promise<{ id: string } | undefined>;
  /**
   * Starts a download of such files, relative to the scope.
   *
   * @returns when it has started, what waits until all of it is stored.
   */
  start(id: string, paths: readonly string[]): Promise<() => Promise<unknown>>;
  remove(id: string, paths: readonly string[]): Promise<void>;
}

/** The page's half of the fallback engine, which a browser with Background Fetch never loads. */
const ENGINE = '/engine.js';

/** Our client, as if its page had just been opened: it knows no download, but its worker runs. */
export async function ours(): Promise<Contestant> {
  const client = new BackgroundFetchClient({ fallback: { load: () => import(ENGINE) } });
  const contestant: Contestant = {
    list: () => client.list(),
    get: (id) => client.get(id),
    async start(id, paths) {
      const requests = paths.map((url) => ({ url, size: FILE_SIZE }));
      const download = await client.fetch(id, { requests });
      return () => download.stored;
    },
    remove: async (id) => void (await client.remove(id)),
  };
  await contestant.get(idOf(-1));
  return contestant;
}

/** A bare message to a bare worker, and the browser's own Background Fetch. */
export async function other(): Promise<Contestant> {
  const registration = await navigator.serviceWorker.ready;
  const { backgroundFetch } = registration as unknown as { backgroundFetch: BackgroundFetchManager };
  const contestant: Contestant = {
    list: () => ask(registration, { type: 'list' }),
    get: (id) => ask(registration, { type: 'get', id }),
    async start(id, paths) {
      const requests = paths.map((path) => new Request(path));
      const isStored = new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('message', ({ data }) => {
          if (data.stored === id) resolve(data);
        }),
      );
      await backgroundFetch.fetch(id, requests, { title: id, downloadTotal: paths.length * FILE_SIZE });
      return () => isStored;
    },
    async remove(_, paths) {
      const cache = await caches.open(CACHE_NAME);
      await Promise.all(paths.map((path) => cache.delete(path)));
    },
  };
  await contestant.get(idOf(-1));
  return contestant;
}

function ask<T>({ active }: ServiceWorkerRegistration, question: object): Promise<T> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    active?.postMessage(question, [port2]);
  });
}
