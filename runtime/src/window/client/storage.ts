import { told } from '../within.ts';
import type { Download } from './download.ts';

/** How much there is of several downloads. */
export interface StoredAmount {
  /** Downloads of which something is stored, or has come. */
  count: number;
  /** Decoded bytes of them, as far as sizes are known. A file that two downloads share counts for both. */
  bytes: number;
  /** How many of them are pinned. */
  pinned: number;
}

/** What an origin has stored. */
export interface StorageReport {
  /** Bytes that the browser gives to the origin, and those that all of it takes; undefined where the browser does not tell. */
  quota: number | undefined;
  usage: number | undefined;
  /** Whether the browser keeps it when the disk is full; undefined where it does not tell. */
  persisted: boolean | undefined;
  /** All downloads. */
  downloads: StoredAmount;
  /** Those of each route that has any, by the id of the route. */
  routes: Record<string, StoredAmount>;
}

/** What there is of these downloads, and of all that the origin has. */
export async function storageOf(downloads: readonly Download[]): Promise<StorageReport> {
  const { storage } = navigator;
  const [estimate, persisted] = await Promise.all([
    told(() => storage?.estimate?.()),
    told(() => storage?.persisted?.()),
  ]);
  const all = nothing();
  const routes: Record<string, StoredAmount> = {};
  for (const { route, state, downloaded, pinned } of downloads) {
    if (state !== 'stored' && downloaded === 0) continue;
    routes[route] ??= nothing();
    for (const amount of [all, routes[route]]) {
      amount.count += 1;
      amount.bytes += downloaded;
      if (pinned) amount.pinned += 1;
    }
  }
  return { quota: estimate?.quota, usage: estimate?.usage, persisted, downloads: all, routes };
}

function nothing(): StoredAmount {
  return { count: 0, bytes: 0, pinned: 0 };
}
