import type { DownloadOverrides, Plan, PlannedRequest } from '../shared/protocol.ts';
import { toSnapshot } from './downloads.ts';
import { settle } from './entries.ts';
import { takeInventory } from './inventory.ts';
import { withKnownKeys } from './known-keys.ts';
import type { ResolvedDownload, ResolvedRequest, Route } from './routes.ts';

/** What an id means in these routes, or undefined where none matches. */
export function findDownload(routes: readonly Route[], id: string): ResolvedDownload | undefined {
  for (const route of routes) {
    const download = route.resolve(id);
    if (download) return download;
  }
  return undefined;
}

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
