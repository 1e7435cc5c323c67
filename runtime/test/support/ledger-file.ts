import type { LedgerFile } from '../../src/store/schema.ts';

/** A file that is fetched from where the app asks for it. */
export function ledgerFile(url: string, change: Partial<LedgerFile> = {}): LedgerFile {
  return { url, key: url, request: { url, init: {} }, ...change };
}
