import { backgroundFetchOf } from '../../shared/background-fetch.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { commitOf } from '../commit/commit.ts';
import { toEntry } from '../commit/entry.ts';
import { takeInventory } from '../commit/inventory.ts';
import { settle } from '../commit/settle.ts';
import { downloads } from '../ledger/downloads.ts';
import { findDownload } from '../routes/find-download.ts';
import type { Download, Route } from '../routes/routes.ts';
import { delivered, isOpen } from './delivery.ts';

declare const self: ServiceWorkerGlobalScope;

/** Milliseconds. Nobody waits for it, and a busy machine takes its time between the end of a background fetch and its event. */
const PATIENCE = 15_000;

/**
 * The ledger's entries, brought in line with the browser: a background fetch that the ledger does not know gets an
 * entry, and a stored download whose files have gone is no longer called stored.
 *
 * One that has ended without an event (a killed worker, a cleared browser) is settled by what the cache has. That needs
 * patience and goes on behind the answer; pages hear of it as of any change.
 */
export async function reconciledEntries(
  routes: readonly Route[],
  event: ExtendableEvent,
): Promise<LedgerEntry[]> {
  const running = new Set(await runningIds());
  const recorded = await downloads.getAll();
  const known = new Set(recorded.map(({ id }) => id));
  const lost = recorded.filter((entry) => isOpen(entry) && !running.has(entry.id) && !commitOf(entry.id));
  if (lost.length > 0) event.waitUntil(settleLost(routes, lost, event));
  const unknown = [...running].filter((id) => !known.has(id)).flatMap((id) => findDownload(routes, id) ?? []);
  return [
    ...(await Promise.all(recorded.map((entry) => verified(routes, entry, event)))),
    ...unknown.map((download) => toEntry(download, undefined, {})),
  ];
}

async function verified(
  routes: readonly Route[],
  entry: LedgerEntry,
  event: ExtendableEvent,
): Promise<LedgerEntry> {
  const download = asRecorded(routes, entry);
  if (entry.state !== 'stored' || !download) return entry;
  const { missing } = await takeInventory(download.route.strategy, entry.requests, event);
  return missing.length === 0 ? entry : settle(download, event, { failureReason: 'lost' });
}

async function settleLost(
  routes: readonly Route[],
  lost: LedgerEntry[],
  event: ExtendableEvent,
): Promise<void> {
  for (const { id } of lost) {
    const entry = await delivered(id, PATIENCE);
    const download = entry && asRecorded(routes, entry);
    if (!download || !isOpen(entry) || (await runningIds()).includes(id)) continue;
    await settle(download, event, { failureReason: 'lost' });
  }
}

/** The download as it was asked for, whatever a later build makes of its id. */
function asRecorded(routes: readonly Route[], { id, requests }: LedgerEntry): Download | undefined {
  const download = findDownload(routes, id);
  return download && { ...download, requests };
}

async function runningIds(): Promise<string[]> {
  return (await backgroundFetchOf(self.registration)?.getIds()) ?? [];
}
