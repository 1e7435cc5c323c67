import { downloads } from 'virtual:background-fetch';
import { explainCode, explainError } from './explain.ts';
import { type ItemState, itemState } from './item-state.ts';
import type { Item, ItemId } from './items.ts';

/** A download, as the client gives it. */
export type Download = Awaited<ReturnType<typeof downloads.list>>[number];

const known = new Map<string, Download>();
/** What this page knows beyond the download itself: a start under way, or why there is none. */
const pending = new Map<string, ItemState>();
const listening = new WeakSet<Download>();
const changes = new EventTarget();
/** Told of each change, whatever it is of. */
const ANY = '*';

/** The download of this id, where there is one. */
export function downloadOf(id: ItemId): Download | undefined {
  return known.get(id);
}

/** The same, for one that this page may not have heard of yet. */
export async function findDownload(id: ItemId): Promise<Download | undefined> {
  return known.get(id) ?? (await downloads.get(id).catch(() => undefined));
}

/** All downloads that there are. */
export function allDownloads(): Download[] {
  return [...known.values()];
}

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
  changes.addEventListener(ANY, listener, { signal });
}

/**
 * Starts an item's download, or does nothing where one is under way.
 *
 * @param tracks - of an album: those to keep. Default: all.
 */
export async function startItem(item: Item, tracks?: ReadonlySet<number>): Promise<void> {
  if (pending.get(item.id)?.name === 'starting') return;
  setPending(item.id, { name: 'starting' });
  try {
    adopt(
      'wish' in item
        ? await downloads.fetch(item.id, await item.wish(tracks))
        : await downloads.fetch(item.id, { title: item.title }),
    );
    setPending(item.id, undefined);
  } catch (error) {
    setPending(item.id, { name: 'failed', reason: explainError(error) });
  }
}

/** Cancels a download under way. */
export async function cancelItem({ id }: Item): Promise<void> {
  await attempt(id, downloads.abort(id));
}

/** Takes an item off the device. */
export async function removeItem({ id }: Item): Promise<void> {
  await attempt(id, downloads.remove(id));
}

/** Takes some of an item's files off the device. */
export async function removeFiles({ id }: Item, urls: string[]): Promise<void> {
  const download = known.get(id);
  if (download) await attempt(id, download.remove(urls));
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

async function attempt(id: ItemId, action: Promise<unknown>): Promise<void> {
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
      if (known.get(download.id) === download) tell(download.id);
    };
    download.addEventListener('progress', changed);
    download.addEventListener('statechange', changed);
  }
  tell(download.id);
}

function setPending(id: ItemId, state: ItemState | undefined): void {
  if (state) pending.set(id, state);
  else pending.delete(id);
  tell(id);
}

function tell(id: string): void {
  for (const type of [id, ANY]) changes.dispatchEvent(new Event(type));
}
