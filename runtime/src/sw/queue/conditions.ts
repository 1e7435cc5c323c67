import { roomFor } from '../../shared/room.ts';
import type { ConditionOptions } from '../../shared/route.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { bytesOf, estimate } from '../commit/estimate.ts';
import { downloads } from '../ledger/downloads.ts';

/** The Network Information API, as far as browsers have it. */
interface Connection {
  type?: string;
  saveData?: boolean;
}

/** What a download waits for. */
export type Obstacle = 'unmetered' | 'room';

/** Connections that cost, as far as can be told. */
const METERED = /^(?:cellular|bluetooth|wimax)$/;

/**
 * What keeps a download of a route with these conditions from being started now: also that it has failed for want of room, and there still is
 * none. What the browser cannot tell keeps nothing.
 */
export async function obstacleOf(
  { network, minimumFree }: ConditionOptions,
  { id, retry, downloaded }: LedgerEntry,
): Promise<Obstacle | undefined> {
  const { connection } = navigator as { connection?: Connection };
  if (network === 'unmetered' && (connection?.saveData || METERED.test(connection?.type ?? '')))
    return 'unmetered';
  if (minimumFree === undefined && retry?.for !== 'room') return undefined;
  const told = await estimate();
  const [, files] = await downloads.getWithFiles(id);
  const bytes = bytesOf(files);
  const { available, missing } = roomFor(Math.max(0, bytes - downloaded), told);
  const isTooLittle = minimumFree !== undefined && available - bytes < minimumFree;
  return isTooLittle || missing > 0 ? 'room' : undefined;
}

/** Whether there is more room by now than when a download has failed for want of it, and enough. */
export async function hasGainedRoom({ id, retry, downloaded }: LedgerEntry): Promise<boolean> {
  if (retry?.for !== 'room' || retry.free === undefined) return false;
  const [, files] = await downloads.getWithFiles(id);
  const { available, missing } = roomFor(Math.max(0, bytesOf(files) - downloaded), await estimate());
  return available > retry.free && missing === 0;
}
