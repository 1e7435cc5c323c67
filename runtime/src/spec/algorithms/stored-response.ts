import type { Backend } from '../backend.ts';
import { sizeOfBytes } from '../bytes.ts';
import type { FetchRecord, RecordKey, ResponseData } from '../model.ts';
import { exposedRecord } from './exposed-record.ts';
import { storedBody } from './stored-body.ts';
import { whenChanged } from './when-changed.ts';

/** @see https://fetch.spec.whatwg.org/#null-body-status, those that a Response may have */
const NULL_BODY_STATUSES = [204, 205, 304];

/**
 * The "response promise" of *create record objects*: resolves when a record's response has begun, with a Response whose body
 * streams from the store.
 *
 * Deviations: the specification waits for ever for the response of a record that has failed without one; and it has no
 * `Content-Length`, which Chromium keeps. Here it is that of the body, once all of it is there: players and HEAD ask for it.
 *
 * @throws DOMException `AbortError`; TypeError
 * @see https://wicg.github.io/background-fetch/#create-settled-fetches-algorithm at commit a1f0bc2
 */
export async function storedResponse(backend: Backend, name: RecordKey): Promise<Response> {
  // Wait for responseData's response to be not null.
  const record = await whenChanged(backend, name.key, async () => {
    const found = await exposedRecord(backend.store, name);
    return found.response ? found : undefined;
  });
  const head = record.response as ResponseData;
  const { status, statusText } = head;
  // Delete `Content-Range` and `Content-Length` from response's header list.
  const headers = new Headers(head.headers);
  headers.delete('content-range');
  headers.delete('content-length');
  if (record.result === 'success' && !headers.has('content-encoding'))
    headers.set('content-length', String(record.available));
  const body = NULL_BODY_STATUSES.includes(status) ? null : await bodyOf(backend, record);
  return restore(new Response(body, { status, statusText, headers }), head);
}

/** A complete body in one piece is not streamed: the browser need not have it in memory. */
async function bodyOf(backend: Backend, record: FetchRecord): Promise<BodyInit> {
  const whole = record.result === '' ? undefined : await backend.store.read(record, 0);
  return whole && sizeOfBytes(whole) === record.available ? whole : storedBody(backend, record);
}

/** The constructor of Response takes neither of them. A clone has them, too. */
function restore(response: Response, head: ResponseData): Response {
  const { url, redirected } = head;
  const clone = response.clone.bind(response);
  return Object.defineProperties(response, {
    url: { value: url },
    redirected: { value: redirected },
    clone: { value: () => restore(clone(), head) },
  });
}
