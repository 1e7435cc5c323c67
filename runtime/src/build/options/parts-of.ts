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
  update?: 'auto' | 'manual' | undefined;
}

/** What of the runtime not every route needs, by name: what its module, `sw/NAME/NAME.js`, exports. */
export const PARTS = {
  /** Files and texts that are known at run time alone. */
  'run-time': 'runTime',
  /** Waiting, for others and for another attempt; and what a new build has changed. */
  queue: 'createQueue',
  /** Downloads of several users of one browser. */
  namespaces: 'createNamespaces',
} as const;

export type Part = keyof typeof PARTS;

/** What of the options, or of the worker's config, tells what of the runtime is needed. */
interface PartialOptions {
  routes: readonly PartialRoute[];
  namespaces?: unknown;
}

/** Whether a route needs a part, or all of them do. */
const NEEDS: Record<Part, (route: PartialRoute, options: PartialOptions) => unknown> = {
  'run-time': ({ page, each, lists, serve, title, successTitle, failTitle }) =>
    page ||
    each ||
    lists ||
    serve ||
    [title, successTitle, failTitle].some((text) => text?.includes(':metadata.')),
  queue: ({ retry, conditions, update }) => retry || conditions || update === 'auto',
  namespaces: (_, { namespaces }) => namespaces,
};

/** The parts that some of the routes need. Nobody else pays for the code of them. */
export function partsOf(options: PartialOptions): Part[] {
  return (Object.keys(PARTS) as Part[]).filter((part) =>
    options.routes.some((route) => NEEDS[part](route, options)),
  );
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
