import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

/** A file below a folder. */
export interface WalkedFile {
  /** Relative to the folder, with forward slashes. */
  path: string;
  /** Where it is, for reading. */
  location: string;
}

/**
 * Every file below a folder. Links to files and folders are followed, as bundlers do that copy and serve them. What leads
 * nowhere is left out, and so is a link to a folder that it lies in itself, which would go on for ever.
 *
 * @throws the file system's error where there is no such folder.
 */
export function walk(folder: string): WalkedFile[] {
  const files: WalkedFile[] = [];
  visit(folder, '', [realpathSync(folder)], files);
  return files;
}

/** @param above - the real places of the folder and of all that led to it. */
function visit(folder: string, prefix: string, above: string[], files: WalkedFile[]): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const location = join(folder, entry.name);
    const path = prefix + entry.name;
    const found = entry.isSymbolicLink() ? targetOf(location) : entry;
    if (found?.isFile()) files.push({ path, location });
    if (!found?.isDirectory()) continue;
    const place = found === entry ? join(above.at(-1) ?? folder, entry.name) : realpathSync(location);
    if (found === entry || !above.some((one) => isWithin(place, one)))
      visit(location, `${path}/`, [...above, place], files);
  }
}

function targetOf(location: string): Stats | Dirent | undefined {
  try {
    return statSync(location);
  } catch {
    return undefined;
  }
}

/** Whether a path is that of a folder or leads into it. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
