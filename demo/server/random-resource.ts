import { mediaType } from './media-types.ts';
import { type RandomBytes, randomBytes } from './random-bytes.ts';
import type { Representation } from './representation.ts';

/** A made-up file; each version has validators of its own. */
export function randomResource(pathname: string, bytes: RandomBytes): Representation {
  const version = bytes.version ?? 1;
  return {
    type: mediaType(pathname),
    size: bytes.size,
    validators: {
      etag: `"${bytes.size}-${version}"`,
      lastModified: new Date(Date.UTC(2020, 0, 1, 0, 0, version)).toUTCString(),
    },
    async *read(range) {
      yield* randomBytes(bytes, range);
    },
  };
}
