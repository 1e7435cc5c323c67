import type { FetchRecord, RequestData, ResponseData } from '../model.ts';
import { extractContentRangeValues } from './extract-content-range-values.ts';

/** What the first response of a record tells about its resource. */
export interface Resource {
  /** Bytes of the whole body; undefined where it is not known. */
  readonly size: number | undefined;
  /** What `If-Range` takes: a strong `ETag`, otherwise `Last-Modified`. */
  readonly validator: string | undefined;
  /** Whether its bytes were decoded on their way, so that ranges of it are ranges of something else. */
  readonly isEncoded: boolean;
}

/** Reads the headers of a response that was a whole resource or its beginning. */
export function resourceOf(status: number, headers: Headers): Resource {
  const tag = headers.get('etag');
  const isEncoded = headers.has('content-encoding');
  const length = headers.get('content-length');
  return {
    size:
      status === 206
        ? extractContentRangeValues(headers)?.size
        : isEncoded || !length
          ? undefined
          : Number(length),
    validator: (tag?.startsWith('"') ? tag : headers.get('last-modified')) ?? undefined,
    isEncoded,
  };
}

/** Whether the caller wants a part of a resource. */
export function hasOwnRange({ headers }: RequestData): boolean {
  return headers.some(([name]) => name.toLowerCase() === 'range');
}

/**
 * Whether what is stored of a record can be gone on with.
 *
 * Deviation: the specification always goes on. Without a validator, or where the bytes were decoded, two versions could
 * be mixed. A caller's own range is another range than the one that would be asked for.
 */
export function isResumable({ request, response }: FetchRecord): boolean {
  if (!response || hasOwnRange(request)) return false;
  const { validator, isEncoded } = resourceOf(response.status, new Headers(response.headers));
  // A 206 that nobody asked for is gone on with as specified: there is no other way to have the rest.
  return response.status === 206 || (response.status === 200 && !isEncoded && validator !== undefined);
}

/** A response as data, without its body. */
export function toResponseData({ url, status, statusText, headers, redirected }: Response): ResponseData {
  return { url, status, statusText, headers: [...headers], redirected };
}
