/** No route's parameters take a folder above. */
const PREFIX = '../';

/** An id for a background fetch of several downloads: no download has it. */
export function createBatchId(): string {
  return PREFIX + crypto.randomUUID();
}

/** Whether a background fetch is for several downloads. */
export function isBatchId(id: string): boolean {
  return id.startsWith(PREFIX);
}
