import type { LedgerEntry } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';
import { deleteUnused } from './delete-unused.ts';

/** Deletes a download: those of its files that no other one has, and then its entry. */
export async function forget(entry: LedgerEntry): Promise<void> {
  await deleteUnused(entry, await downloads.getFiles(entry), [entry.wanted, entry.complete]);
  await downloads.delete(entry);
}
