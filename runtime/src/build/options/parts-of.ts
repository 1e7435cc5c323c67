/** The part of a route, as options or the worker have it, that tells what of the runtime it needs. */
interface PartialRoute {
  page?: unknown;
  each?: unknown;
  lists?: unknown;
  serve?: unknown;
  title?: string;
  successTitle?: string;
  failTitle?: string;
  retry?: unknown;
  conditions?: unknown;
  expiration?: unknown;
}

/** What of the runtime not every route needs, by name: what its module, `sw/NAME/NAME.js`, exports. */
export const PARTS = {
  /** Files and texts that are known at run time alone. */
  'run-time': 'runTime',
  /** Waiting, for others and for another attempt. */
  queue: 'createQueue',
  /** Removing what has not been used for the longest time. */
  limits: 'createLimits',
} as const;

export type Part = keyof typeof PARTS;

/** Whether a route needs a part. */
const NEEDS: Record<Part, (route: PartialRoute) => unknown> = {
  'run-time': ({ page, each, lists, serve, title, successTitle, failTitle }) =>
    page ||
    each ||
    lists ||
    serve ||
    [title, successTitle, failTitle].some((text) => text?.includes(':metadata.')),
  queue: ({ retry, conditions }) => retry || conditions,
  limits: ({ expiration }) => expiration,
};

/** The parts that some of the routes need. Nobody else pays for the code of them. */
export function partsOf({ routes }: { routes: readonly PartialRoute[] }): Part[] {
  return (Object.keys(PARTS) as Part[]).filter((part) => routes.some(NEEDS[part]));
}

/** Every choice of parts that routes may need. */
export function choicesOfParts(): Part[][] {
  const choices: Part[][] = [[]];
  for (const part of Object.keys(PARTS) as Part[])
    choices.push(...choices.map((choice) => [...choice, part]));
  return choices;
}

/** The name of a script, or of its first module, with these parts. */
export function withParts(name: string, parts: readonly Part[]): string {
  return [name, ...parts].join('-');
}
