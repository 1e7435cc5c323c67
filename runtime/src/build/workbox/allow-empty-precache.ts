/** Options of generateSW that decide whether there is anything to do. */
interface Occupation {
  runtimeCaching?: unknown[] | undefined;
  additionalManifestEntries?: unknown[] | null | undefined;
  manifestTransforms?: unknown[] | null | undefined;
}

/** A route that no request takes. Its functions are put into the worker as they stand here. */
const IDLE = { urlPattern: () => false, handler: () => Response.error() };

/**
 * Lets generateSW make a worker that precaches nothing and has no routes but ours, for an app that wants downloads alone: Workbox
 * refuses that. Whether there is anything to do shows when it has looked at the files, and it reads the list of its routes after that,
 * from the array that it was given.
 */
export function allowEmptyPrecache<Options extends Occupation>(
  options: Options,
): Pick<Options, 'runtimeCaching' | 'manifestTransforms'> {
  const { runtimeCaching = [], additionalManifestEntries, manifestTransforms } = options;
  const routes = [...runtimeCaching];
  const fill = async <Entry>(manifest: Entry[]): Promise<{ manifest: Entry[] }> => {
    const isIdle = runtimeCaching.length + manifest.length + (additionalManifestEntries ?? []).length === 0;
    // A watching Workbox comes again.
    routes.splice(0, routes.length, ...(isIdle ? [IDLE] : runtimeCaching));
    return { manifest };
  };
  const changes: Occupation = {
    runtimeCaching: routes,
    manifestTransforms: [...(manifestTransforms ?? []), fill],
  };
  return changes as Pick<Options, 'runtimeCaching' | 'manifestTransforms'>;
}

/** The routes where Workbox has no folder to look at: it asks nobody then, and refuses to begin without one. */
export function atLeastOneRoute<Route>(runtimeCaching: Route[] = []): Route[] {
  return runtimeCaching.length > 0 ? runtimeCaching : [IDLE as Route];
}
