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
  integrity?: boolean;
  expiration?: unknown;
  requests: readonly object[];
}

/** What of the options, or of the worker's config, tells what of the runtime is needed. */
interface PartialOptions {
  routes: readonly PartialRoute[];
  namespaces?: unknown;
}

/** What of the runtime not every route needs, by name: what its module, `sw/NAME/NAME.js`, exports. */
export const PARTS = {
  /** Files and texts that are known at run time alone. */
  'run-time': 'runTime',
  /** Waiting, for others and for another attempt; and what a new build has changed. */
  queue: 'createQueue',
  /** Hashes of what comes. */
  integrity: 'integrity',
  /** Removing what has not been used for the longest time. */
  limits: 'createLimits',
  /** Downloads of several users of one browser. */
  namespaces: 'createNamespaces',
  /** What `integrity` is, with large bodies that have one hash. */
  sri: 'integrity',
} as const;

export type Part = keyof typeof PARTS;

const ALL = Object.keys(PARTS) as Part[];

/** What has all of another part, and stands in its place. */
const REPLACES: Partial<Record<Part, Part>> = { sri: 'integrity' };

const isGivenIntegrity = ({ page, integrity, requests }: PartialRoute): boolean =>
  Boolean(page && integrity) || requests.some((request) => 'integrity' in request);

/** Whether a route needs a part, or all of them do. */
const NEEDS: Record<Part, (route: PartialRoute, options: PartialOptions, files?: object) => unknown> = {
  'run-time': ({ page, each, lists, serve, title, successTitle, failTitle }) =>
    page ||
    each ||
    lists ||
    serve ||
    [title, successTitle, failTitle].some((text) => text?.includes(':metadata.')),
  queue: ({ retry, conditions, update }) => retry || conditions || update === 'auto',
  integrity: ({ integrity }, _, files) =>
    integrity !== false && (files === undefined || Object.keys(files).length > 0),
  limits: ({ expiration }) => expiration,
  namespaces: (_, { namespaces }) => namespaces,
  sri: isGivenIntegrity,
};

/**
 * The parts that some of the routes need. Nobody else pays for the code of them.
 *
 * @param files - of the build; undefined where they are not known yet.
 */
export function partsOf(options: PartialOptions, files?: object): Part[] {
  const needed = ALL.filter((part) => options.routes.some((route) => NEEDS[part](route, options, files)));
  return needed.filter((part) => !needed.some((other) => REPLACES[other] === part));
}

/** Parts that few need: whoever does has the script with all the others, or there would be dozens. */
const SELDOM: readonly Part[] = ['namespaces', 'sri'];

/** What each script is made of that builds choose from. */
export function choicesOfParts(): Part[][] {
  const choices: Part[][] = [[]];
  for (const part of ALL)
    if (!SELDOM.includes(part)) choices.push(...choices.map((choice) => [...choice, part]));
  return [...choices, ...SELDOM.map((part) => scriptPartsOf([part]))];
}

/** The parts of the script that has these, and as few others as there may be. */
export function scriptPartsOf(parts: readonly Part[]): Part[] {
  const last = SELDOM.findLast((part) => parts.includes(part));
  if (!last) return [...parts];
  const upTo = ALL.slice(0, ALL.indexOf(last) + 1);
  return upTo.filter((part) => !upTo.some((other) => REPLACES[other] === part));
}

/** The name of a script, or of its first module, with these parts. */
export function withParts(name: string, parts: readonly Part[]): string {
  return [name, ...parts].join('-');
}
