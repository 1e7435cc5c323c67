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
  integrity?: boolean;
  requests: readonly object[];
}

/** What of the runtime not every route needs, by name: what its module, `sw/NAME/NAME.js`, exports. */
export const PARTS = {
  /** Files and texts that are known at run time alone. */
  'run-time': 'runTime',
  /** Waiting, for others and for another attempt. */
  queue: 'createQueue',
  /** Hashes of what comes. */
  integrity: 'integrity',
  /** The same with large bodies that have one hash. */
  sri: 'integrity',
} as const;

export type Part = keyof typeof PARTS;

/** What has all of another part, and stands in its place. */
const REPLACES: Partial<Record<Part, Part>> = { sri: 'integrity' };

const isGivenIntegrity = ({ page, requests }: PartialRoute): boolean =>
  Boolean(page) || requests.some((request) => 'integrity' in request);

/** Whether a route needs a part. */
const NEEDS: Record<Part, (route: PartialRoute, files: object | undefined) => unknown> = {
  'run-time': ({ page, each, lists, serve, title, successTitle, failTitle }) =>
    page ||
    each ||
    lists ||
    serve ||
    [title, successTitle, failTitle].some((text) => text?.includes(':metadata.')),
  queue: ({ retry, conditions }) => retry || conditions,
  integrity: (route, files) =>
    route.integrity !== false &&
    (isGivenIntegrity(route) || files === undefined || Object.keys(files).length > 0),
  sri: (route) => route.integrity !== false && isGivenIntegrity(route),
};

/**
 * The parts that some of the routes need. Nobody else pays for the code of them.
 *
 * @param files - of the build; undefined where they are not known yet.
 */
export function partsOf({ routes }: { routes: readonly PartialRoute[] }, files?: object): Part[] {
  const needed = (Object.keys(PARTS) as Part[]).filter((part) =>
    routes.some((route) => NEEDS[part](route, files)),
  );
  return needed.filter((part) => !needed.some((other) => REPLACES[other] === part));
}

/** Every choice of parts that routes may need. */
export function choicesOfParts(): Part[][] {
  const choices: Part[][] = [[]];
  for (const part of Object.keys(PARTS) as Part[])
    choices.push(
      ...choices
        .filter((choice) => !choice.some((other) => REPLACES[part] === other))
        .map((choice) => [...choice, part]),
    );
  return choices;
}

/** The name of a script, or of its first module, with these parts. */
export function withParts(name: string, parts: readonly Part[]): string {
  return [name, ...parts].join('-');
}
