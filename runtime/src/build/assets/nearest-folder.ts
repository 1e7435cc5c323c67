import { editDistance } from '../edit-distance.ts';

/** A folder of the build, and what is in it. */
export interface NearFolder {
  /** With a slash at its end; empty for the outermost. */
  folder: string;
  /** Names of files, and of folders with a slash; some come several times. */
  names: string[];
}

/**
 * The folder of the build that is nearest to one that was asked for: from the outermost inwards, each is the one of that name, or
 * else the one whose name is spelt most alike.
 *
 * @param wanted - with a slash at its end; empty for the outermost.
 * @param paths - of all files, with forward slashes.
 */
export function nearestFolder(wanted: string, paths: readonly string[]): NearFolder {
  let folder = '';
  let inside = [...paths];
  for (const name of wanted.split('/').slice(0, -1)) {
    const found = mostAlike(`${name}/`, new Set(inside.map(firstOf)));
    if (found === undefined) break;
    folder += found;
    inside = inside.filter((path) => path.startsWith(found)).map((path) => path.slice(found.length));
  }
  return { folder, names: inside.map(firstOf) };
}

/** The file, or the outermost folder with its slash. */
function firstOf(path: string): string {
  return path.replace(/\/.*/s, '/');
}

/** A third of the letters may be wrong, and one in any name. */
function mostAlike(wanted: string, names: ReadonlySet<string>): string | undefined {
  if (names.has(wanted)) return wanted;
  let nearest: string | undefined;
  let least = Math.max(1, Math.floor((wanted.length - 1) / 3)) + 1;
  for (const name of names) {
    if (!name.endsWith('/')) continue;
    const distance = editDistance(wanted.toLowerCase(), name.toLowerCase(), least);
    if (distance < least) [nearest, least] = [name, distance];
  }
  return nearest;
}
