import type { NavigationOptions } from '../../shared/route.ts';

/** Takes what concerns navigations out of the options for a Workbox precache; undefined where they say nothing of it. */
export function navigationOf({
  directoryIndex,
  cleanURLs,
  ignoreURLParametersMatching,
}: {
  directoryIndex?: string | null | undefined;
  cleanURLs?: boolean | undefined;
  ignoreURLParametersMatching?: RegExp[] | undefined;
}): NavigationOptions | undefined {
  const navigation = {
    ...(directoryIndex === undefined ? {} : { directoryIndex }),
    ...(cleanURLs === undefined ? {} : { cleanURLs }),
    ...(ignoreURLParametersMatching === undefined ? {} : { ignoreURLParametersMatching }),
  };
  return Object.keys(navigation).length > 0 ? navigation : undefined;
}
