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
}

/** What of the runtime not every route needs: files and texts that are known at run time alone; and waiting, for others and for another attempt. */
export type Part = 'run-time' | 'queue';

/** The parts that some of the routes need. Nobody else pays for the code of them. */
export function partsOf({ routes }: { routes: readonly PartialRoute[] }): Part[] {
  const hasRunTime = routes.some(
    ({ page, each, lists, serve, title, successTitle, failTitle }) =>
      page ||
      each ||
      lists ||
      serve ||
      [title, successTitle, failTitle].some((text) => text?.includes(':metadata.')),
  );
  const hasQueue = routes.some(({ retry, conditions }) => retry || conditions);
  return [...(hasRunTime ? (['run-time'] as const) : []), ...(hasQueue ? (['queue'] as const) : [])];
}

/** The name of the worker's first module that has these parts. */
export function entryOf(parts: readonly Part[]): string {
  return ['classic', ...parts].join('-');
}
