import type { BackgroundFetchUIOptions, ImageResource } from '../../shared/background-fetch.ts';
import type { StartOptions } from '../backend.ts';
import { type Members, toDictionary } from '../webidl/dictionary.ts';
import { toSequence } from '../webidl/sequence.ts';
import { toDOMString, toUSVString } from '../webidl/strings.ts';
import { toUnsignedLongLong } from '../webidl/unsigned-long-long.ts';

/** @see https://www.w3.org/TR/image-resource/#dom-imageresource */
const IMAGE_RESOURCE: Members<ImageResource> = {
  label: toUSVString,
  sizes: toDOMString,
  src: toUSVString,
  type: toUSVString,
};

const UI_OPTIONS: Members<BackgroundFetchUIOptions> = {
  icons: (icons) => toSequence(icons, (icon) => toDictionary(icon, IMAGE_RESOURCE, 'src') as ImageResource),
  title: toDOMString,
};

/**
 * Converts to a `BackgroundFetchUIOptions`; members that are not given are not there.
 *
 * @throws TypeError
 */
export function toUIOptions(value: unknown): BackgroundFetchUIOptions {
  return toDictionary(value, UI_OPTIONS);
}

/**
 * Converts to a `BackgroundFetchOptions`, with the defaults of *fetch()*.
 *
 * @throws TypeError
 */
export function toStartOptions(value: unknown): StartOptions {
  const given = toDictionary<StartOptions>(value, { ...UI_OPTIONS, downloadTotal: toUnsignedLongLong });
  return { icons: [], title: '', downloadTotal: 0, ...given };
}

/**
 * Converts to a `CacheQueryOptions`.
 *
 * @throws TypeError
 * @see https://w3c.github.io/ServiceWorker/#dictdef-cachequeryoptions
 */
export function toQueryOptions(value: unknown): CacheQueryOptions {
  return toDictionary(value, { ignoreMethod: Boolean, ignoreSearch: Boolean, ignoreVary: Boolean });
}
