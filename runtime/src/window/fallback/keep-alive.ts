import type { FetchReader } from '../../spec/backend.ts';
import { type Command, ENGINE } from '../../spec/messages.ts';
import type { FetchKey } from '../../spec/model.ts';
import type { News } from '../../spec/news.ts';

/** Milliseconds between two pings: browsers stop a worker that has had no event for 30 s. */
const INTERVAL = 10_000;

/**
 * Keeps the service worker awake from this page for as long as it has a background fetch to work on, with bare messages:
 * an event that waited for all of it would be ended by the browser. It wakes a worker, too, that has been stopped.
 *
 * Timers of a hidden page are slowed down, but not the news that the worker sends while it works.
 */
export function keepAlive(registration: ServiceWorkerRegistration, store: FetchReader, news: News): void {
  const unfinished = new Set<FetchKey>();
  let last = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const send = (type: Extract<Command['type'], 'ping' | 'leave'>): void => {
    last = Date.now();
    registration.active?.postMessage({ engine: ENGINE, type });
  };
  const ping = (): void => {
    clearTimeout(timer);
    if (unfinished.size === 0) return;
    if (Date.now() - last >= INTERVAL) send('ping');
    timer = setTimeout(ping, INTERVAL);
  };

  news.subscribe(undefined, ({ key, recordsAvailable }) => {
    if (recordsAvailable) unfinished.add(key);
    else unfinished.delete(key);
    ping();
  });
  store.getAll().then(
    (fetches) => {
      for (const { key, recordsAvailable } of fetches) if (recordsAvailable) unfinished.add(key);
      ping();
    },
    () => undefined,
  );
  addEventListener('pagehide', () => {
    if (unfinished.size > 0) send('leave');
  });
}
