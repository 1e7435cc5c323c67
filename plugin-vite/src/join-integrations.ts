import type { PwaIntegration } from './pwa.ts';

/** Calls the hooks of both. The app's own come first, since ours work with the options as they are in the end. */
export function joinIntegrations(theirs: PwaIntegration, ours: PwaIntegration): PwaIntegration {
  return {
    ...theirs,
    configureOptions(config, options) {
      theirs.configureOptions?.(config, options);
      ours.configureOptions?.(config, options);
    },
    async beforeBuildServiceWorker(options) {
      await theirs.beforeBuildServiceWorker?.(options);
      await ours.beforeBuildServiceWorker?.(options);
    },
    async configureCustomSWViteBuild(inline) {
      await theirs.configureCustomSWViteBuild?.(inline);
      await ours.configureCustomSWViteBuild?.(inline);
    },
  };
}
