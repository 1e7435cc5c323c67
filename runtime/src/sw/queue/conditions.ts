import type { ConditionOptions } from '../../shared/route.ts';
import type { LedgerEntry } from '../../store/schema.ts';
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

/** What keeps a download of a route with these conditions from being started now. What the browser cannot tell keeps nothing. */
export async function obstacleOf(
  { network, minimumFree }: ConditionOptions,
  { id }: LedgerEntry,
): Promise<Obstacle | undefined> {
  const { connection } = navigator as { connection?: Connection };
  if (network === 'unmetered' && (connection?.saveData || METERED.test(connection?.type ?? '')))
    return 'unmetered';
  if (minimumFree === undefined) return undefined;
  const { quota, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota === undefined) return undefined;
  const [, files] = await downloads.getWithFiles(id);
  const needed = files.reduce((sum, { size = 0 }) => sum + size, 0);
  return quota - usage - needed < minimumFree ? 'room' : undefined;
}
