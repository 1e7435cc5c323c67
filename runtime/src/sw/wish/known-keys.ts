import { canonicalHref } from '../../shared/canonical-url.ts';
import type { LedgerRequest } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';
import type { Download } from '../routes/routes.ts';

/**
 * The same download, whose requests have the cache keys under which the ledger knows their files: an earlier version may
 * have spelt them otherwise.
 */
export async function withKnownKeys<R extends LedgerRequest, D extends Download & { requests: R[] }>(
  download: D,
): Promise<D> {
  const entry = await downloads.get(download.id);
  const known = new Map(
    [...(entry?.complete ?? []), ...(entry?.requests ?? [])].map(({ key }) => [canonicalHref(key), key]),
  );
  const requests = download.requests.map((request) => ({
    ...request,
    // A key with a revision has its query as URLSearchParams spells it.
    key: known.get(canonicalHref(request.key)) ?? request.key,
  }));
  return { ...download, requests };
}
