/** What is stored is held twice while it is copied: by the background fetch and in Cache Storage. */
const COPIES = 2;

/** Bytes. Chromium says that as much is free whatever the disk has, so that it tells nothing. */
const TOLD_ANYWAY = 10 * 2 ** 30;

/** How much room there is for what is to be fetched. */
export interface Room {
  /** Bytes that are free. */
  available: number;
  /** Bytes that are missing; 0 also where it cannot be told. */
  missing: number;
}

/**
 * How much room there is for files of so many bytes, with what it takes to copy them.
 *
 * @param bytes - decoded; 0 = unknown.
 */
export function roomFor(bytes: number, { quota, usage = 0 }: StorageEstimate): Room {
  const available = quota === undefined ? Number.POSITIVE_INFINITY : quota - usage;
  const isKnown = bytes > 0 && available < TOLD_ANYWAY;
  return { available, missing: isKnown ? Math.max(0, COPIES * bytes - available) : 0 };
}
