import type { Dirent } from 'node:fs';
import { relative, sep } from 'node:path';

/** Gives the paths of what a recursive `readdir` finds below a folder: relative to it, with forward slashes. */
export function relativePath(folder: string): (entry: Pick<Dirent, 'name' | 'parentPath'>) => string {
  const prefixes = new Map<string, string>();
  return ({ name, parentPath }) => {
    let prefix = prefixes.get(parentPath);
    if (prefix === undefined) {
      const path = relative(folder, parentPath).split(sep).join('/');
      prefix = path === '' ? '' : `${path}/`;
      prefixes.set(parentPath, prefix);
    }
    return prefix + name;
  };
}
