import { editDistance } from '../edit-distance.ts';

/** A place in the options, and the names of what can stand there. */
export interface Place {
  /** As a sentence goes on after the name: `a route`. */
  of: string;
  names: readonly string[];
}

/** What a name may have been meant for. */
export interface Suggestion {
  name: string;
  /** Undefined where the name has been misspelt, and not misplaced. */
  of?: string;
}

/**
 * What was probably meant by a name that is unknown where it stands: one of the same place that is spelt alike, or one of another
 * place. A third of the letters may be wrong, and one in any name.
 */
export function suggestName(
  name: string,
  own: readonly string[],
  others: readonly Place[],
): Suggestion | undefined {
  const inCase = own.find((known) => known.toLowerCase() === name.toLowerCase());
  if (inCase !== undefined) return { name: inCase };
  const place = others.find(({ names }) => names.includes(name));
  if (place) return { name, of: place.of };
  const near = nearestOf(name, own);
  if (near !== undefined) return { name: near };
  for (const { of, names } of others) {
    const found = nearestOf(name, names);
    if (found !== undefined) return { name: found, of };
  }
  return undefined;
}

function nearestOf(name: string, names: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const known of names) {
    const distance = editDistance(name.toLowerCase(), known.toLowerCase(), least);
    if (distance < least) [nearest, least] = [known, distance];
  }
  return nearest;
}
