import type { Row } from './try-example.ts';

/** The table of all results, as Markdown. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(({ example, base, kind, findings, error }) => [
    example,
    base,
    kind,
    ...(findings
      ? [findings.stored, findings.range, findings.offline]
      : ['FAILED', (error ?? '').split('\n')[0]?.slice(0, 100) ?? '', '']),
  ]);
  const all = [['example', 'base', 'what', 'stored', 'range', 'offline'], ...lines];
  const widths =
    all[0]?.map((_, column) => Math.max(...all.map((cells) => cells[column]?.length ?? 0))) ?? [];
  const print = (cells: string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = all;
  return [print(head), print(widths.map((width) => '-'.repeat(width))), ...body.map(print)].join('\n');
}

/** How many there are, and how many of them are good, in the words of the test runner. */
export function summary(rows: readonly Row[]): string {
  const passed = rows.filter(({ error }) => error === undefined).length;
  return `  Total:     ${rows.length}\n  Passed:    ${passed}`;
}
