import { iteratorMethodOf, toSequence } from '../webidl/sequence.ts';
import { toUSVString } from '../webidl/strings.ts';

/**
 * Converts to a `RequestInfo`: a Request as it is, anything else as a URL.
 *
 * @throws TypeError for a symbol
 * @see https://fetch.spec.whatwg.org/#requestinfo
 */
export function toRequestInfo(value: unknown): Request | string {
  return value instanceof Request ? value : toUSVString(value);
}

/**
 * Converts to a `(RequestInfo or sequence<RequestInfo>)`, always a list: an object with an iterator is a sequence, also a
 * String object.
 *
 * @throws TypeError
 * @see https://webidl.spec.whatwg.org/#js-union
 */
export function toRequestInfos(value: unknown): (Request | string)[] {
  const method = value instanceof Request ? undefined : iteratorMethodOf(value);
  return method === undefined ? [toRequestInfo(value)] : toSequence(value, toRequestInfo, method);
}
