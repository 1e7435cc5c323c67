import type { BuildOutput } from 'workbox-background-fetch/build';
import type { WorkboxPlugin } from './detect.ts';

/** Which stored file a navigation may lead to, as GenerateSW's own options have it for its precache. */
export function navigationOf({ config }: WorkboxPlugin): Pick<BuildOutput, 'navigation'> {
  const { directoryIndex, cleanURLs, ignoreURLParametersMatching } = config;
  const navigation = {
    ...(directoryIndex === undefined ? {} : { directoryIndex }),
    ...(cleanURLs === undefined ? {} : { cleanURLs }),
    ...(ignoreURLParametersMatching === undefined ? {} : { ignoreURLParametersMatching }),
  };
  return Object.keys(navigation).length > 0 ? { navigation } : {};
}
