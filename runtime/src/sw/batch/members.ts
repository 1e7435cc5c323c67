import { type BackgroundFetchRegistration, backgroundFetchOf } from '../../shared/background-fetch.ts';
import { result } from '../../store/requests.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';
import { isOpen } from '../ledger/is-open.ts';
import { isPaused } from '../ledger/is-paused.ts';
import { isBatchId } from './batch-id.ts';
import { fire } from './fire.ts';
import { type Member, memberOf } from './member.ts';

declare const self: ServiceWorkerGlobalScope;

/** Whether what its batch brings is for it: it is neither whole, paused nor given up, and has not only been asked for along with it. */
export function isMember(entry: LedgerEntry): boolean {
  const isWanted = isOpen(entry) || (entry.state === 'waiting' && !isPaused(entry));
  return isWanted && (entry.batch?.share ?? 0) > 0;
}

/** The downloads that a background fetch is for, as far as they have not come to an end. */
export async function membersOf(batch: string): Promise<LedgerEntry[]> {
  return (await openMembers()).filter((entry) => entry.batch?.id === batch);
}

/** The downloads that were paused while a background fetch brought them, and have not gone on. */
export async function pausedOf(batch: string): Promise<LedgerEntry[]> {
  return (await openEntries()).filter((entry) => isPaused(entry) && entry.batch?.id === batch);
}

/** What of a background fetch is for a download; undefined where it comes by itself, or with none that the browser has. */
export async function findMember(id: string): Promise<BackgroundFetchRegistration | undefined> {
  const entry = await downloads.get(id);
  if (!entry?.batch || !isMember(entry)) return undefined;
  const registration = await backgroundFetchOf(self.registration)?.get(entry.batch.id);
  return registration && toMember(registration, entry);
}

/** A download's part of a background fetch; an abort has it leave the others. */
export function toMember(registration: BackgroundFetchRegistration, entry: LedgerEntry): Member {
  return memberOf(registration, entry, () => leave(registration, entry.id));
}

/** The ids of background fetches, with those of their downloads in the place of theirs. */
export async function resolveIds(ids: readonly string[]): Promise<readonly string[]> {
  const batches = new Set(ids.filter(isBatchId));
  if (batches.size === 0) return ids;
  const members = (await openMembers()).filter(({ batch }) => batches.has(batch?.id ?? ''));
  return [...ids.filter((id) => !isBatchId(id)), ...members.map(({ id }) => id)];
}

async function openMembers(): Promise<LedgerEntry[]> {
  return (await openEntries()).filter(isMember);
}

/** All that have been asked for and have not ended. */
function openEntries(): Promise<LedgerEntry[]> {
  return downloads.read(async ({ fetches, downloads }) => {
    const ids = await result(fetches.getAllKeys());
    const entries = await Promise.all(ids.map((id) => result<LedgerEntry | undefined>(downloads.get(id))));
    return entries.filter((entry) => entry !== undefined);
  });
}

/** Has a download leave the others. Its event comes after that, as the browser's do; with the last one the browser stops. */
async function leave(registration: BackgroundFetchRegistration, id: string): Promise<boolean> {
  const entry = await downloads.get(id);
  if (!entry || !isMember(entry) || entry.batch?.id !== registration.id) return false;
  await downloads.settle({ ...entry, state: 'aborted', failureReason: 'aborted', before: undefined });
  void fire('backgroundfetchabort', toMember(registration, entry));
  if ((await membersOf(registration.id)).length === 0) await registration.abort();
  return true;
}
