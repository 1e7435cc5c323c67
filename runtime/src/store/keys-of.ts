import type { LedgerFile } from './schema.ts';

/** A set as text: two that have the same are the same files, whatever brings them. */
export function keysOf(files: readonly Pick<LedgerFile, 'key'>[]): string {
  return files.map(({ key }) => key).join('\n');
}
