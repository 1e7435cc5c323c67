import type { BackgroundFetchRecord } from '../../shared/background-fetch.ts';
import type { BackgroundFetchUpdateUIEvent } from '../../shared/background-fetch-events.ts';
import type { LedgerFile } from '../../store/schema.ts';
import type { Route } from '../routes/routes.ts';
import { blame } from './blame.ts';
import { type Fault, judgeHead, judgeSize } from './judge-response.ts';
import { repairResponse } from './repair-response.ts';

/** Where a record goes. */
export interface Destination {
  route: Pick<Route, 'storage' | 'options' | 'queue' | 'integrity' | 'limits'>;
  /** The download's file that the record brings. */
  wanted: LedgerFile;
  /** The route's cache, opened. */
  cache: Cache;
}

/**
 * Stores one record under the key that its download has for it, and takes it out again where its size is wrong.
 *
 * @returns what is wrong with it, where it is not stored.
 */
export async function storeRecord(
  event: BackgroundFetchUpdateUIEvent,
  { request, responseReady }: BackgroundFetchRecord,
  destination: Destination,
): Promise<Fault | undefined> {
  const { route, wanted, cache } = destination;
  const { registration } = event;
  const { url, key: cacheKey } = wanted;
  let came: Response | undefined;
  try {
    came = await responseReady;
    const fault = judgeHead(request, came, wanted, route.options.noPage);
    if (fault) return fault;
    const head = came;
    const put = async (response: Response): Promise<Fault | undefined> => {
      const stored = await route.storage.store({ event, url, request, response, cacheKey, cache });
      const { status, headers } = head;
      if (!stored)
        return { reason: status === 200 ? 'refused' : 'bad-status', status, ...route.queue?.hint(headers) };
      // What a hook has made of it has a size of its own.
      return stored === response ? checkStored(event, request, head, destination) : undefined;
    };
    const response = repairResponse(came);
    return await (route.integrity
      ? route.integrity.check({ event, request, response, wanted, options: route.options }, put)
      : put(response));
  } catch (error) {
    const reason = reasonOf(error, event);
    const again =
      came && reason === 'quota-exceeded' && (await route.limits?.again(registration, request, came));
    if (again) return storeRecord(event, again, { ...destination, route: { ...route, limits: undefined } });
    return {
      reason: blame(reason, request.url),
      ...(came && { status: came.status }),
    };
  }
}

/** Looks at the size of what has been stored, and takes it out again where it is wrong. */
async function checkStored(
  event: BackgroundFetchUpdateUIEvent,
  request: Request,
  response: Response,
  { route, wanted, cache }: Destination,
): Promise<Fault | undefined> {
  const { result, failureReason } = event.registration;
  const { headers, status } = response;
  const length = headers.has('content-encoding') ? null : headers.get('content-length');
  // The browser has held the body against its Content-Length; only where that does not settle it are the bytes counted.
  if (result === 'success' && (wanted.size === undefined || length === String(wanted.size))) return undefined;
  const key = await route.storage.effectiveKey(event, request.url, wanted.key);
  const size = (await (await cache.match(key, { ignoreVary: true }))?.blob())?.size;
  // Chromium gives the record that went over the total as a 200 with an empty body.
  const isCut = failureReason !== '' && size === 0 && wanted.size !== 0;
  const received = isCut ? Number(length) || undefined : size;
  const fault = judgeSize(request, response, wanted, received);
  if (!fault && !isCut) return undefined;
  await cache.delete(key, { ignoreVary: true });
  return fault ?? { reason: failureReason as Fault['reason'], status };
}

function reasonOf(error: unknown, { registration }: BackgroundFetchUpdateUIEvent): Fault['reason'] {
  if ((error as Partial<Error> | undefined)?.name === 'QuotaExceededError') return 'quota-exceeded';
  // Why a record has no response, browsers tell of the whole background fetch alone; a status it would have.
  const { failureReason } = registration;
  return failureReason === '' || failureReason === 'bad-status' ? 'fetch-error' : failureReason;
}
