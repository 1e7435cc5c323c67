import type { Part, Variant } from '../../shared/pattern.ts';

/** A literal character; one of a class; any number of a class. */
type Step = { char: string } | { slash: boolean; repeat: boolean };

/**
 * Finds an id that two patterns both match, or undefined where there is none.
 *
 * Each reading of a pattern is a small automaton; both are walked at once, a character at a time, over the only
 * characters that make a difference: those of the literals, a slash, and one that stands for any other.
 */
export function findOverlap(first: readonly Variant[], second: readonly Variant[]): string | undefined {
  for (const a of first) {
    for (const b of second) {
      const example = walk(toSteps(a), toSteps(b));
      if (example !== undefined) return example;
    }
  }
  return undefined;
}

/** A placeholder is "one or more" (segment, segments) or "any number" (wildcard) of a class of characters. */
function toSteps(variant: Variant): Step[] {
  return variant.flatMap((part: Part): Step[] => {
    if (typeof part === 'string') return [...part].map((char) => ({ char }));
    const slash = part.kind !== 'segment';
    const loop = { slash, repeat: true };
    return part.kind === 'wildcard' ? [loop] : [{ slash, repeat: false }, loop];
  });
}

function walk(a: Step[], b: Step[]): string | undefined {
  const queue: [number, number, string][] = [[0, 0, '']];
  const seen = new Set<string>();
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [i, j, text] = next;
    for (const [x, y] of epsilon(a, i, b, j)) {
      if (seen.has(`${x},${y}`)) continue;
      seen.add(`${x},${y}`);
      if (x === a.length && y === b.length) return text;
      for (const char of alphabet(a[x], b[y])) {
        const [to, too] = [consume(a, x, char), consume(b, y, char)];
        if (to !== undefined && too !== undefined) queue.push([to, too, text + char]);
      }
    }
  }
  return undefined;
}

/** Loops may be left without a character. */
function epsilon(a: Step[], i: number, b: Step[], j: number): [number, number][] {
  const stops = (steps: Step[], at: number): number[] => {
    const found = [at];
    for (let k = at; isLoop(steps[k]); k++) found.push(k + 1);
    return found;
  };
  return stops(a, i).flatMap((x) => stops(b, j).map((y): [number, number] => [x, y]));
}

function isLoop(step: Step | undefined): boolean {
  return step !== undefined && 'repeat' in step && step.repeat;
}

function alphabet(...steps: (Step | undefined)[]): Set<string> {
  const chars = steps.map((step) => (step && 'char' in step ? step.char : undefined));
  return new Set([...chars.filter((char) => char !== undefined), 'x', '/']);
}

function consume(steps: Step[], at: number, char: string): number | undefined {
  const step = steps[at];
  if (!step) return undefined;
  if ('char' in step) return step.char === char ? at + 1 : undefined;
  if (char === '/' && !step.slash) return undefined;
  return step.repeat ? at : at + 1;
}
