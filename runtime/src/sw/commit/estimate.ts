import type { LedgerFile } from '../../store/schema.ts';

/** What the browser says of the origin's storage; nothing where it does not tell. */
export async function estimate(): Promise<StorageEstimate> {
  const told = (async () => navigator.storage?.estimate?.())();
  return (await told.catch(() => undefined)) ?? {};
}

/** Bytes of files, as far as their sizes are known. */
export function bytesOf(files: readonly LedgerFile[]): number {
  return files.reduce((sum, { size = 0, decodedSize = 0 }) => sum + Math.max(size, decodedSize), 0);
}
