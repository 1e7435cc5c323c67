import { deleteUnused } from '../commit/delete-unused.ts';
import { downloads } from '../ledger/downloads.ts';
import { delivered } from './delivery.ts';

/** Milliseconds; the page waits for the answer. */
const PATIENCE = 5_000;

/**
 * Deletes a download: its entry, and those of its files that no other download has. One that the browser has just
 * finished is let come to its end first: its event would write it anew.
 */
export async function removeDownload(id: string): Promise<boolean> {
  const entry = await delivered(id, PATIENCE);
  if (!entry) return false;
  await downloads.delete(entry);
  await deleteUnused(entry.cacheName, [...entry.requests, ...(entry.complete ?? [])]);
  return true;
}
