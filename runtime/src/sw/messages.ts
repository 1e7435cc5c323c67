import type { ErrorArguments } from '../shared/errors.ts';
import { type Answers, META, type PageMessage, type Reply } from '../shared/protocol.ts';
import { reconciledEntries } from './keep/reconcile.ts';
import { removeDownload } from './keep/remove-download.ts';
import { toSnapshot } from './ledger/downloads.ts';
import { findDownload } from './routes/find-download.ts';
import type { Route } from './routes/routes.ts';
import { withKnownKeys } from './wish/known-keys.ts';
import { noteStart } from './wish/note-start.ts';
import { planDownload } from './wish/plan.ts';

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
