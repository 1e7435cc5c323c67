import type { Bytes } from './model.ts';

/** How many bytes there are. */
export function sizeOfBytes(data: Bytes): number {
  return data instanceof Blob ? data.size : data.length;
}
