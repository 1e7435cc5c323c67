import { backgroundFetchOf } from '../shared/background-fetch.ts';
import type { ErrorArguments } from '../shared/errors.ts';
import { type Answers, META, type PageMessage, type Reply } from '../shared/protocol.ts';
import { commitOf } from './commit.ts';
import { delivered } from './delivery.ts';
import { downloads, toSnapshot } from './downloads.ts';
import { deleteUnused, toEntry } from './entries.ts';
import { takeInventory } from './inventory.ts';
import { withKnownKeys } from './known-keys.ts';
import { findDownload, planDownload } from './plan.ts';
import { reconciledEntries } from './reconcile.ts';
import type { ResolvedDownload, Route } from './routes.ts';

declare const self: ServiceWorkerGlobalScope;

/** Answers a page's message on its port; other people's messages are left alone. */
export function answerMessage(event: ExtendableMessageEvent, routes: readonly Route[]): void {
  const message = event.data as PageMessage | null;
  const port = event.ports[0];
  if (message?.meta !== META || !port) return;
  event.waitUntil(
    answer(message, routes, event)
      .catch((error: unknown) => refusal('unexpected', { reason: String(error) }))
      .then((reply) => port.postMessage(reply)),
  );
}

async function answer(
  message: PageMessage,
  routes: readonly Route[],
  event: ExtendableEvent,
): Promise<Reply<Answers[PageMessage['type']]>> {
  switch (message.type) {
    case 'plan':
    case 'started': {
      const { id } = message;
      const download = findDownload(routes, id);
      if (!download) return refusal('unknown-id', { id, routes: routes.map(({ options }) => options.id) });
      return value(
        message.type === 'plan'
          ? await planDownload(download, message.overrides, event)
          : await noteStart(await withKnownKeys(download), message.title, event),
      );
    }
    case 'get':
      return value(
        (await reconciledEntries(routes, event)).map(toSnapshot).find(({ id }) => id === message.id),
      );
    case 'list':
      return value((await reconciledEntries(routes, event)).map(toSnapshot));
    case 'remove':
      return value(await removeDownload(message.id));
  }
}

function value<T>(of: T): Reply<T> {
  return { ok: true, value: of };
}

function refusal(...error: ErrorArguments): Reply<never> {
  return { ok: false, error };
}

/** Writes down what the browser has just taken, unless its end has been faster. */
async function noteStart(
  download: ResolvedDownload,
  title: string | undefined,
  event: ExtendableEvent,
): Promise<Answers['started']> {
  const registration = await backgroundFetchOf(self.registration)?.get(download.id);
  const { storedBytes } = await takeInventory(download.route.strategy, download.requests, event);
  const previous = await downloads.get(download.id);
  const total = registration?.downloadTotal ?? 0;
  const entry = toEntry(download, previous, {
    state: 'downloading',
    ...(title === undefined ? {} : { title }),
    failureReason: '',
    downloaded: storedBytes,
    downloadTotal: total > 0 ? storedBytes + total : 0,
  });
  const hasEnded = registration?.result !== '' || commitOf(download.id) !== undefined;
  if (hasEnded && previous) return toSnapshot(previous);
  await downloads.put(entry);
  return toSnapshot(entry);
}

/**
 * Deletes a download: its entry, and those of its files that no other download has. One that the browser has just
 * finished is let come to its end first: its event would write it anew.
 */
async function removeDownload(id: string): Promise<boolean> {
  const entry = await delivered(id);
  if (!entry) return false;
  await downloads.delete(entry);
  await deleteUnused(entry.cacheName, [...entry.requests, ...(entry.complete ?? [])]);
  return true;
}
