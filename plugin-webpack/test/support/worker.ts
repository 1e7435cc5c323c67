import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { join, relative, sep } from 'node:path';
import { SCRIPT_NAME } from 'workbox-background-fetch/build/internal';

/** What a built worker says, read from its code. */
export interface BuiltWorker {
  code: string;
  /** The scripts of ours that it imports. */
  imported: string[];
  /** Every precache manifest in it: the URLs. */
  manifests: string[][];
  /** The worker and what of ours it imports. */
  allCode: string;
}

export async function readWorker(out: string): Promise<BuiltWorker> {
  const code = await readFile(join(out, 'sw.js'), 'utf8');
  const quoted = [...code.matchAll(/["'`]([^"'`\s]*background-fetch-sw\.[^"'`\s]*)["'`]/g)];
  const imported = quoted.map(([, name = '']) => name);
  const scripts = await Promise.all(
    imported.map((name) => readFile(join(out, name), 'utf8').catch(() => '')),
  );
  return { code, imported, manifests: manifestsIn(code), allCode: [code, ...scripts].join('\n') };
}

interface Entry {
  url?: string;
  revision?: string | null;
}

function manifestsIn(code: string): string[][] {
  return [...code.matchAll(/\[\s*\{[^[\]]*?\brevision\b[^[\]]*\]/g)]
    .map(([text]) => new Function(`return ${text}`)() as Entry[])
    .map((entries) => entries.map(({ url = '' }) => url).sort());
}

/** The size and hash that the worker has for a URL. */
export function describedIn(code: string, url: string): { size: number; hash: string } | undefined {
  const escaped = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found = new RegExp(`["'\`]?${escaped}["'\`]?:\\[([\\de.]+),["'\`]([\\w-]{43})["'\`]`).exec(code);
  return found ? { size: Number(found[1]), hash: found[2] ?? '' } : undefined;
}

/** The same of a file on disk. */
export async function describe(file: string): Promise<{ size: number; hash: string }> {
  const content = await readFile(file);
  return { size: content.length, hash: createHash('sha256').update(content).digest('base64url') };
}

/** Names of the scripts of ours in a folder. */
export async function scriptsIn(out: string): Promise<string[]> {
  return (await readdir(out)).filter((name) => SCRIPT_NAME.test(name));
}

/** Where the source map says that a piece of the worker's code comes from: the source and its line there. */
export async function originOf(out: string, code: string, piece: string): Promise<string> {
  const inline = /^\/\/# sourceMappingURL=data:[^,]*;base64,(.+)$/m.exec(code)?.[1];
  const map = inline === undefined ? readFile(join(out, 'sw.js.map')) : Buffer.from(inline, 'base64');
  const payload = JSON.parse((await map).toString());
  const before = code.slice(0, code.indexOf(piece)).split('\n');
  const entry = new SourceMap(payload).findEntry(before.length - 1, before.at(-1)?.length ?? 0);
  if (!('originalSource' in entry)) return '(nothing)';
  const source: string = payload.sourcesContent?.[payload.sources.indexOf(entry.originalSource)] ?? '';
  return `${entry.originalSource}: ${source.split('\n')[entry.originalLine] ?? ''}`;
}

/** Source maps into which workbox-build writes the name of a temporary folder of its own. */
const RANDOM = /^(?:sw|workbox-[\da-f]+)\.js\.map$/;

/** Every file of a folder with its hash. */
export async function fingerprint(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const isKept = (name: string): boolean => !RANDOM.test(name);
  const files = entries
    .filter((entry) => entry.isFile() && isKept(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const pairs = files
    .sort()
    .map(async (file) => [relative(folder, file).split(sep).join('/'), (await describe(file)).hash] as const);
  return Object.fromEntries(await Promise.all(pairs));
}
