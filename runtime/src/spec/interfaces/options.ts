import type { BackgroundFetchUIOptions, ImageResource } from '../../shared/background-fetch.ts';
import type { StartOptions } from '../backend.ts';
import { toDictionary, toOptional } from '../webidl/dictionary.ts';
import { toSequence } from '../webidl/sequence.ts';
import { toDOMString, toUSVString } from '../webidl/strings.ts';
import { toUnsignedLongLong } from '../webidl/unsigned-long-long.ts';

/**
 * Converts to an `ImageResource`.
 *
 * @throws TypeError
 * @see https://www.w3.org/TR/image-resource/#dom-imageresource
 */
function toImageResource(value: unknown): ImageResource {
  const given = toDictionary(value);
  const label = toOptional(given.label, toUSVString);
  const sizes = toOptional(given.sizes, toDOMString);
  const { src } = given;
  if (src === undefined) throw new TypeError('An icon needs a src');
  return withoutUndefined({ label, sizes, src: toUSVString(src), type: toOptional(given.type, toUSVString) });
}

/**
 * Converts to a `BackgroundFetchUIOptions`; members that are not given are not there.
 *
 * @throws TypeError
 */
export function toUIOptions(value: unknown): BackgroundFetchUIOptions {
  const given = toDictionary(value);
  return withoutUndefined({
    icons: toOptional(given.icons, (icons) => toSequence(icons, toImageResource)),
    title: toOptional(given.title, toDOMString),
  });
}

/**
 * Converts to a `BackgroundFetchOptions`, with the defaults of *fetch()*.
 *
 * @throws TypeError
 */
export function toStartOptions(value: unknown): StartOptions {
  const { icons = [], title = '' } = toUIOptions(value);
  return { icons, title, downloadTotal: toUnsignedLongLong(toDictionary(value).downloadTotal ?? 0) };
}

/**
 * Converts to a `CacheQueryOptions`.
 *
 * @throws TypeError
 * @see https://w3c.github.io/ServiceWorker/#dictdef-cachequeryoptions
 */
export function toQueryOptions(value: unknown): Required<CacheQueryOptions> {
  const { ignoreMethod, ignoreSearch, ignoreVary } = toDictionary(value);
  return { ignoreMethod: !!ignoreMethod, ignoreSearch: !!ignoreSearch, ignoreVary: !!ignoreVary };
}

/** A member that is undefined is still one, which structured clone would carry on. */
function withoutUndefined<T extends object>(members: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
