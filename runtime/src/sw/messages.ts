import type { DownloadSnapshot } from '../shared/download-snapshot.ts';
import { type Answers, type DownloadChange, META, type PageMessage, type Reply } from '../shared/protocol.ts';
import type { LedgerEntry } from '../store/schema.ts';
import { inTurn } from './commit/in-turn.ts';
import { filesOf } from './keep/files-of.ts';
import { rebuild } from './keep/rebuild.ts';
import { reconciled } from './keep/reconcile.ts';
import { removeDownload } from './keep/remove-download.ts';
import { removeFiles } from './keep/remove-files.ts';
import { downloads, locate, toSnapshot } from './ledger/downloads.ts';
import { namespaces } from './ledger/namespaces.ts';
import { refusal, toRefusal } from './refusal.ts';
import type { Asker } from './routes/asker.ts';
import { findDownload } from './routes/find-download.ts';
import type { Download, Route } from './routes/routes.ts';
import { toEntry } from './routes/to-entry.ts';
import { checkWish } from './wish/check-wish.ts';
import { noteStart } from './wish/note-start.ts';
import { refuse } from './wish/refuse.ts';
import { startsOf } from './wish/waiting.ts';
import { answerWish } from './wish/wish.ts';

/** Answers a page's message on its port; other people's messages are left alone. */
export function answerMessage(event: ExtendableMessageEvent, routes: readonly Route[]): void {
  const message = event.data as PageMessage | null;
  const port = event.ports[0];
  if (message?.meta !== META || !port) return;
  const client = (event.source as Client | null)?.id ?? '';
  const work = (given: PageMessage): Promise<unknown> => answer(given, routes, { event, client });
  event.waitUntil(
    (namespaces()?.admit(message, work) ?? work(message))
      .then((value): Reply<unknown> => ({ ok: true, value }), toRefusal)
      .then((reply) => port.postMessage(reply)),
  );
}

async function answer(
  message: PageMessage,
  routes: readonly Route[],
  asker: Asker,
): Promise<Answers[PageMessage['type']]> {
  const { event } = asker;
  await rebuild(routes, event);
  const { limits } = routes[0] ?? {};
  limits?.tidyBehind(event);
  const queue = routes.find(({ queue }) => queue)?.queue;
  switch (message.type) {
    case 'wish':
      await queue?.release(message.id);
      return answerWish(downloadOf(routes, message.id), message.wish, asker);
    case 'wishAll':
      return queue?.wishAll(routes, message, asker);
    case 'started':
      return inTurn(message.id, () => noteStart(downloadOf(routes, message.id), event));
    case 'refused':
      return inTurn(message.id, () => refuse(message.id, findDownload(routes, message.id), message.code));
    case 'waiting':
      // In turn, so that no start is handed out twice. No download has this id.
      return inTurn('', () => (queue?.starts ?? startsOf)(routes, asker, message.most));
    case 'get':
      return (await reconciled(routes, event, message.id))[0];
    case 'list':
      return reconciled(routes, event);
    case 'files':
      return filesOf(message.id, downloadOf(routes, message.id).route, event);
    case 'locate':
      limits?.noteUse(event, message.url);
      return locate(message.url);
    case 'update':
      return inTurn(message.id, () => update(downloadOf(routes, message.id), message.change));
    case 'remove':
      return message.urls
        ? removeFiles(downloadOf(routes, message.id), message.urls, event)
        : removeDownload(message.id);
    default:
      return queue?.change(routes, message, asker);
  }
}

/** @throws Refusal `unknown-id` */
function downloadOf(routes: readonly Route[], id: string): Download {
  const download = findDownload(routes, id);
  if (!download) throw refusal('unknown-id', { id, routes: routes.map(({ options }) => options.id) });
  return download;
}

async function update(download: Download, given: DownloadChange): Promise<DownloadSnapshot | undefined> {
  checkWish(download, given);
  const { title, metadata, pinned } = given;
  const entry = await downloads.get(download.id);
  if (!entry) return undefined;
  const change = (row: LedgerEntry): LedgerEntry =>
    toEntry(download, row, {
      before: row.before && change(row.before),
      ...(metadata !== undefined && { metadata }),
      ...(pinned !== undefined && { pinned }),
      ...(title !== undefined && { overrides: { ...row.overrides, title } }),
    });
  return toSnapshot(await downloads.put(change(entry)));
}
