/** The part of a route, as options or the worker have it, that tells what of the runtime it needs. */
interface RunTimeRoute {
  page?: unknown;
  each?: unknown;
  lists?: unknown;
  serve?: unknown;
  title?: string;
  successTitle?: string;
  failTitle?: string;
  retry?: unknown;
}

/**
 * Whether something of the routes is known at run time alone: files, what a title takes from metadata, or that it is asked for again.
 * Nobody else pays for the code of that.
 */
export function usesRunTime({ routes }: { routes: readonly RunTimeRoute[] }): boolean {
  return routes.some(
    ({ page, each, lists, serve, retry, title, successTitle, failTitle }) =>
      page ||
      each ||
      lists ||
      serve ||
      retry ||
      [title, successTitle, failTitle].some((text) => text?.includes(':metadata.')),
  );
}
