import { downloads } from 'virtual:background-fetch';
import { explainCode, explainError } from './explain.ts';
import { type ItemState, itemState } from './item-state.ts';
import { ITEMS, type Item, type ItemId } from './items.ts';

type Download = Awaited<ReturnType<typeof downloads.fetch>>;

const known = new Map<string, Download>();
/** What this page knows beyond the download itself: a start under way, or why there is none. */
const pending = new Map<string, ItemState>();
const listening = new WeakSet<Download>();
const changes = new EventTarget();

/** State of an item now. */
export function stateOf(item: Item): ItemState {
  return pending.get(item.id) ?? itemState(item, known.get(item.id), explainCode);
}

/** Calls back with the state of an item now and at each change, until the signal aborts. */
export function watchItem(item: Item, signal: AbortSignal, listener: (state: ItemState) => void): void {
  changes.addEventListener(item.id, () => listener(stateOf(item)), { signal });
  listener(stateOf(item));
}

/** Calls back at each change of any item, until the signal aborts. */
export function watchItems(signal: AbortSignal, listener: () => void): void {
  for (const item of ITEMS) changes.addEventListener(item.id, listener, { signal });
}

/** Starts an item's download, or does nothing where one is under way. */
export async function startItem(item: Item): Promise<void> {
  if (pending.get(item.id)?.name === 'starting') return;
  setPending(item.id, { name: 'starting' });
  try {
    adopt(await downloads.fetch(item.id, { title: item.title }));
    setPending(item.id, undefined);
  } catch (error) {
    setPending(item.id, { name: 'failed', reason: explainError(error) });
  }
}

/** Cancels a download under way. */
export async function cancelItem(item: Item): Promise<void> {
  await attempt(item.id, downloads.abort(item.id));
}

/** Takes an item off the device. */
export async function removeItem(item: Item): Promise<void> {
  await attempt(item.id, downloads.remove(item.id));
}

/** Learns what is on the device and under way, and follows it from then on, whichever tab does it. */
export async function followDownloads(): Promise<void> {
  downloads.addEventListener('change', ({ download }) => adopt(download));
  try {
    for (const download of await downloads.list()) adopt(download);
  } catch (error) {
    // Without a worker yet nothing is known; a start that fails tells the user why.
    console.warn('The downloads could not be listed.', error);
  }
}

async function attempt(id: ItemId, action: Promise<boolean>): Promise<void> {
  try {
    await action;
    setPending(id, undefined);
  } catch (error) {
    setPending(id, { name: 'failed', reason: explainError(error) });
  }
}

function adopt(download: Download): void {
  if (download.state === 'removed') known.delete(download.id);
  else known.set(download.id, download);
  if (pending.get(download.id)?.name === 'failed') pending.delete(download.id);
  if (!listening.has(download)) {
    listening.add(download);
    const changed = (): void => {
      if (known.get(download.id) === download) changes.dispatchEvent(new Event(download.id));
    };
    download.addEventListener('progress', changed);
    download.addEventListener('statechange', changed);
  }
  changes.dispatchEvent(new Event(download.id));
}

function setPending(id: ItemId, state: ItemState | undefined): void {
  if (state) pending.set(id, state);
  else pending.delete(id);
  changes.dispatchEvent(new Event(id));
}
