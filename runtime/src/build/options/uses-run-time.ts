/** The part of a route, as options or the worker have it, that tells what of the runtime it needs. */
interface RunTimeRoute {
  page?: unknown;
  each?: unknown;
  lists?: unknown;
  serve?: unknown;
  title?: string;
  successTitle?: string;
  failTitle?: string;
}

/**
 * Whether something of the routes is known at run time alone: files, or what a title takes from metadata. Nobody else pays for the code
 * that finds it.
 */
export function usesRunTime({ routes }: { routes: readonly RunTimeRoute[] }): boolean {
  return routes.some(
    ({ page, each, lists, serve, title, successTitle, failTitle }) =>
      page ||
      each ||
      lists ||
      serve ||
      [title, successTitle, failTitle].some((text) => text?.includes(':metadata.')),
  );
}
