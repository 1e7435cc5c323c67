import type { Bytes } from './model.ts';

/** How many bytes there are. */
export function sizeOfBytes(data: Bytes): number {
  return data instanceof Blob ? data.size : data.length;
}

/** The bytes themselves, in memory. */
export async function toArray(bytes: Bytes): Promise<Uint8Array<ArrayBuffer>> {
  return bytes instanceof Blob ? new Uint8Array(await bytes.arrayBuffer()) : bytes;
}
