import { delivered } from '../commit/delivery.ts';
import { forEach } from '../commit/for-each.ts';
import { inTurn } from '../commit/in-turn.ts';
import { takeInventory } from '../commit/inventory.ts';
import { settle } from '../commit/settle.ts';
import { downloads } from '../ledger/downloads.ts';
import { isOpen } from '../ledger/is-open.ts';
import { findDownload } from '../routes/find-download.ts';
import type { Route } from '../routes/routes.ts';
import { toEntry } from '../routes/to-entry.ts';
import { isRunning } from '../running.ts';
import { noteStart } from '../wish/note-start.ts';

/** Milliseconds: what a page asks next, such as the files of what it shows, comes first. */
const CALM = 500;

/** Milliseconds. Nobody waits for it, and a busy machine takes its time between the end of a background fetch and its event. */
const PATIENCE = 15_000;

/** Those that have come together may be lost together, and each waits for its event. */
const AT_A_TIME = 5;

/** The ids of downloads that are going to be reviewed. */
const waiting = new Set<string>();
let working: Promise<void> | undefined;

/** Reviews downloads. Pages hear of what comes of it as of any change. */
export async function reviewBehind(
  routes: readonly Route[],
  ids: readonly string[],
  event: ExtendableEvent,
): Promise<void> {
  for (const id of ids) waiting.add(id);
  if (waiting.size > 0)
    working ??= work(routes, event).finally(() => {
      working = undefined;
    });
  await working;
}

async function work(routes: readonly Route[], event: ExtendableEvent): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, CALM));
  // More may come meanwhile.
  while (waiting.size > 0)
    await forEach(waiting, AT_A_TIME, (id) => {
      waiting.delete(id);
      return review(routes, id, event);
    });
}

/**
 * Brings a download in line with the browser and the cache: one whose page has gone before it could say that it has started it, one
 * that has ended without an event, and a stored one whose files have gone.
 */
async function review(routes: readonly Route[], id: string, event: ExtendableEvent): Promise<void> {
  await delivered(id, PATIENCE);
  await inTurn(id, async () => {
    // As it was asked for, whatever a later build makes of its id.
    const [entry, files] = await downloads.getWithFiles(id);
    const found = findDownload(routes, id);
    if (!entry || !found) return;
    const download = { ...found, files };
    const runs = await isRunning(id);
    if (runs && !isOpen(entry)) await noteStart(download, event);
    // In turn nothing is being stored: a worker was killed while it did, and a page that was late has started it once more.
    if (runs && entry.state === 'storing')
      await downloads.put(toEntry(download, entry, { state: 'downloading' }));
    const isLost = isOpen(entry)
      ? !runs
      : entry.state === 'stored' && (await takeInventory(download, event)).missing.length > 0;
    // Who removes or renews it meanwhile takes its files away, too.
    if (isLost && (await downloads.get(id))?.updatedAt === entry.updatedAt)
      await settle(download, event, { failureReason: 'lost' });
  });
}
