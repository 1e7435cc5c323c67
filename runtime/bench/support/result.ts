import { mkdir, readFile, writeFile } from 'node:fs/promises';

/** One comparison. `ratio` is ours / other: below 1 is better. */
export interface Row {
  case: string;
  unit: string;
  ours: number;
  other: number;
  ratio: number;
  /** Peak over idle, in MB. */
  memory?: { ours: number; other: number };
}

/** What a benchmark leaves behind in `results/NAME.json`. */
export interface Result {
  name: string;
  date: string;
  versions: Record<string, string>;
  rows: Row[];
}

/** Prints a table and writes `results/NAME.json`. */
export async function report(name: string, versions: Record<string, string>, rows: Row[]): Promise<void> {
  console.table(
    rows.map(({ memory, ...row }) => ({
      ...row,
      ours: round(row.ours),
      other: round(row.other),
      ratio: round(row.ratio),
      ...(memory
        ? { 'memory ours': `${round(memory.ours)} MB`, 'memory other': `${round(memory.other)} MB` }
        : {}),
    })),
  );
  const result: Result = {
    name,
    date: new Date().toISOString().slice(0, 10),
    versions,
    rows: rows.map(rounded),
  };
  const folder = new URL('../results/', import.meta.url);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify(result, null, 2)}\n`);
}

/** The version of a package of this workspace's dependencies. */
export async function versionOf(packageName: string): Promise<string> {
  const location = new URL(`../../../node_modules/${packageName}/package.json`, import.meta.url);
  return (JSON.parse(await readFile(location, 'utf8')) as { version: string }).version;
}

function rounded({ memory, ...row }: Row): Row {
  const numbers = { ours: round(row.ours), other: round(row.other), ratio: round(row.ratio) };
  return {
    ...row,
    ...numbers,
    ...(memory ? { memory: { ours: round(memory.ours), other: round(memory.other) } } : {}),
  };
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
