import type { DownloadOverrides, Plan, PlannedRequest } from '../../shared/protocol.ts';
import { takeInventory } from '../commit/inventory.ts';
import { settle } from '../commit/settle.ts';
import { toSnapshot } from '../ledger/downloads.ts';
import type { ResolvedDownload, ResolvedRequest } from '../routes/routes.ts';
import { withKnownKeys } from './known-keys.ts';

/**
 * Answers a page that wants a download: it has it already, or these are the requests to start, without those whose
 * responses are stored.
 */
export async function planDownload(
  download: ResolvedDownload,
  overrides: DownloadOverrides,
  event: ExtendableEvent,
): Promise<Plan> {
  const known = await withKnownKeys(download);
  const { missing } = await takeInventory(known.route.strategy, known.requests, event);
  if (missing.length === 0) {
    return { kind: 'stored', download: toSnapshot(await settle(known, event, { failureReason: '' })) };
  }
  const { icons, options } = download.route;
  const title = overrides.title ?? download.title;
  return {
    kind: 'start',
    requests: missing.map(toPlannedRequest),
    options: {
      title,
      icons: overrides.icons ?? icons,
      downloadTotal: overrides.downloadTotal ?? options.downloadTotal ?? totalOf(missing),
    },
  };
}

/** The whole is known only where every part is. */
function totalOf(requests: ResolvedRequest[]): number {
  const most = ({ size, decodedSize = 0 }: ResolvedRequest): number =>
    Math.max(size ?? Number.NaN, decodedSize);
  return requests.reduce((total, request) => total + most(request), 0) || 0;
}

function toPlannedRequest({ href, options }: ResolvedRequest): PlannedRequest {
  const { headers, mode, credentials, integrity, referrerPolicy } = options;
  return { url: href, init: { headers, mode, credentials, integrity, referrerPolicy } };
}
