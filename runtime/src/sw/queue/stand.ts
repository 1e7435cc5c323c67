import { backgroundFetchOf } from '../../shared/background-fetch.ts';
import { result } from '../../store/requests.ts';
import type { FetchRow, LedgerEntry } from '../../store/schema.ts';
import { isMember } from '../batch/members.ts';
import { downloads } from '../ledger/downloads.ts';
import { isOwn } from '../ledger/namespaces.ts';

declare const self: ServiceWorkerGlobalScope;

/** What of the downloads that have been asked for and have not ended. */
export interface Stand {
  /** Those of the current namespace that wait for somebody to start them. */
  waiting: LedgerEntry[];
  /** Those that the browser runs, and those that a page which lives has been given to start. */
  underWay: ReadonlySet<string>;
}

/** Looks at all downloads that have not ended: once for all of them, since there may be many. */
export async function lookAround(): Promise<Stand> {
  const running = new Set(await backgroundFetchOf(self.registration)?.getIds());
  const underWay = new Set(running);
  const rows = await downloads.read(async ({ fetches, downloads }) => {
    const all = await result<FetchRow[]>(fetches.getAll());
    return Promise.all(
      all.map(async (row) => [row, await result<LedgerEntry | undefined>(downloads.get(row.id))] as const),
    );
  });
  const waiting: LedgerEntry[] = [];
  const lives = new Map<string, boolean>();
  for (const [{ id, client }, entry] of rows) {
    if (entry?.state !== 'waiting' || underWay.has(id)) continue;
    if (isMember(entry) && running.has(entry.batch?.id ?? '')) continue;
    if (client && !lives.has(client)) lives.set(client, Boolean(await self.clients.get(client)));
    if (lives.get(client)) underWay.add(entry.batch?.id ?? id);
    else if (await isOwn(id)) waiting.push(entry);
  }
  return { waiting, underWay };
}
