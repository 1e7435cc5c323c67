import type { FetchRecord, RequestData, ResponseData } from '../model.ts';
import { pick } from '../pick.ts';
import { extractContentRangeValues } from './extract-content-range-values.ts';

/** Bytes of the whole of which a response is, or is a part; undefined where that is not known. */
export function sizeOf(status: number, headers: Headers): number | undefined {
  if (status === 206) return extractContentRangeValues(headers)?.size;
  // The length is that of the coded bytes.
  return headers.has('content-encoding') ? undefined : Number(headers.get('content-length')) || undefined;
}

/** What `If-Range` takes: a strong `ETag`, otherwise `Last-Modified`. */
export function validatorOf(headers: Headers): string | null {
  const tag = headers.get('etag');
  return tag?.startsWith('"') ? tag : headers.get('last-modified');
}

/** Whether the caller wants a part of a resource. */
export function hasOwnRange({ headers }: RequestData): boolean {
  return new Headers(headers).has('range');
}

/**
 * Whether what is stored of a record can be gone on with.
 *
 * Deviation: the specification always goes on. Without a validator, or where the bytes were decoded, two versions could
 * be mixed. A caller's own range is another range than the one that would be asked for.
 */
export function isResumable({ request, response }: FetchRecord): boolean {
  if (!response || hasOwnRange(request)) return false;
  const headers = new Headers(response.headers);
  // A 206 that nobody asked for is gone on with as specified: there is no other way to have the rest.
  return (
    response.status === 206 ||
    (response.status === 200 && !headers.has('content-encoding') && validatorOf(headers) !== null)
  );
}

/** A response as data, without its body. */
export function toResponseData(response: Response): ResponseData {
  const head = pick(response, ['url', 'status', 'statusText', 'redirected']);
  return { ...head, headers: [...response.headers] };
}
