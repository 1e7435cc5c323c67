import type { DownloadState } from '../../src/shared/download-snapshot.ts';

/** Every state of a download that is known. */
export const STATES: readonly DownloadState[] = [
  'waiting',
  'downloading',
  'storing',
  'stored',
  'failed',
  'aborted',
];

/** An arrow of the diagram, or a row of the table: the transitions that it stands for. */
export interface Arrow {
  text: string;
  transitions: string[];
}

/** How a transition is written; `none` is before a download is known, and after it has been removed. */
export function transition(from: string, to: string): string {
  return `${from} → ${to}`;
}

/** The arrows of the first state diagram of a document in Markdown. */
export function arrowsOfDiagram(document: string): Arrow[] {
  const [, diagram = ''] = /```mermaid\nstateDiagram-v2\n([^`]*)```/.exec(document) ?? [];
  return [...diagram.matchAll(/(\S+) --> (\S+)/g)].map(([, from = '', to = '']) =>
    toArrow(from, to, 'known', '[*]'),
  );
}

/** The rows of the table behind it. */
export function arrowsOfTable(document: string): Arrow[] {
  const [, table = ''] = /\n\| from +\| to +\| when +\|\n([\s\S]*?)\n\n/.exec(document) ?? [];
  const rows = table.split('\n').slice(1);
  return rows.map((row) => {
    const [from = '', to = ''] = row
      .split('|')
      .slice(1)
      .map((cell) => cell.trim().replaceAll('`', ''));
    return toArrow(from, to, 'any', '');
  });
}

function toArrow(from: string, to: string, any: string, none: string): Arrow {
  const target = to === none ? 'none' : to;
  const sources = from === any ? STATES.filter((state) => state !== target) : [from === none ? 'none' : from];
  return { text: `${from} → ${to}`, transitions: sources.map((source) => transition(source, target)) };
}
