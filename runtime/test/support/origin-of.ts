import { SourceMap } from 'node:module';

/** Where a source map says that a piece of code comes from: the source, and its line there. */
export function originOf(code: string, map: string, piece: string): string {
  const payload = JSON.parse(map) as ConstructorParameters<typeof SourceMap>[0];
  const before = code.slice(0, code.indexOf(piece)).split('\n');
  const entry = new SourceMap(payload).findEntry(before.length - 1, before.at(-1)?.length ?? 0);
  if (!('originalSource' in entry)) return '(nothing)';
  const source = payload.sourcesContent?.[payload.sources.indexOf(entry.originalSource)] ?? '';
  return `${entry.originalSource}: ${source.split('\n')[entry.originalLine] ?? ''}`;
}
