import type { BuiltFile } from '../assets/built-file.ts';
import { SCRIPT_GLOB } from '../generate/script-files.ts';

/** Characters of a pattern; minimatch refuses those of 64 KB. */
const LONGEST = 32_000;

/**
 * What Workbox is not to precache, as its `globIgnores`: exactly these paths, and the generated script. It tries every
 * pattern on every file, so there are few of them, however many paths there are: one for a folder of which nothing is
 * kept, and one for all the names in another.
 *
 * @param files - all that are there, the paths' own among them.
 */
export function globIgnoresOf(paths: readonly string[], files: readonly Pick<BuiltFile, 'path'>[]): string[] {
  const ignored = new Set(paths);
  const kept = files.filter(({ path }) => !ignored.has(path));
  // What lies in the output folder itself says nothing of what others will put there.
  const mixed = new Set(['', ...kept.flatMap(({ path }) => foldersOf(path))]);
  const whole = new Set<string>();
  const names = new Map<string, string[]>();
  for (const path of ignored) {
    const folders = foldersOf(path);
    const outermost = folders.find((folder) => !mixed.has(folder));
    if (outermost !== undefined) {
      whole.add(`${quote(outermost)}**`);
    } else {
      const folder = folders.at(-1) ?? '';
      const others = names.get(folder) ?? [];
      names.set(folder, others);
      others.push(quote(path.slice(folder.length)));
    }
  }
  const some = [...names].flatMap(([folder, found]) => anyOf(found).map((name) => quote(folder) + name));
  return [SCRIPT_GLOB, ...whole, ...some];
}

/** From the outermost on, each with a slash at its end. */
function foldersOf(path: string): string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1));
}

/** As few patterns as there can be. */
function anyOf(names: string[]): string[] {
  const patterns: string[][] = [[]];
  let length = 0;
  for (const name of names) {
    length += name.length + 1;
    if (length > LONGEST) {
      patterns.push([]);
      length = name.length;
    }
    patterns.at(-1)?.push(name);
  }
  return patterns.map((some) => (some.length > 1 ? `@(${some.join('|')})` : some.join('')));
}

/** A class keeps a character from its meaning, but neither braces nor backslashes: there any character will do. */
function quote(path: string): string {
  return path.replace(/[*?[\]()|]/g, '[$&]').replace(/[{}\\]/g, '?');
}
