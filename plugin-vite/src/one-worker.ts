import type { Plugin, ResolvedConfig } from 'vite';
import { BackgroundFetchBuildError } from 'workbox-background-fetch/build';
import type { StandaloneOptions, ViteBackgroundFetchOptions } from './options.ts';
import { hasPwa, type State } from './state.ts';

/** The plugin by which one call of `backgroundFetch()` is known. */
export const NAME = 'vite-plugin-background-fetch';

const BY_PWA = 'that makes the service worker, and these options would have no effect';

/** What VitePWA calls the same options. */
const OF_PWA = { generateSW: 'workbox', injectManifest: 'injectManifest' };

/**
 * Refuses options of one call that would make two service workers.
 *
 * @throws BackgroundFetchBuildError `conflicting-options`
 */
export function checkOptions({ generateSW, injectManifest, pwa }: Partial<ViteBackgroundFetchOptions>): void {
  if (generateSW && injectManifest)
    throw new BackgroundFetchBuildError('conflicting-options', {
      option: 'generateSW',
      other: 'the option "injectManifest"',
      reason: 'one has the service worker generated, the other has yours compiled',
      remedy: 'Keep one of them',
    });
  const option = askedOf({ generateSW, injectManifest });
  if (option && pwa && !pwa.disable)
    throw new BackgroundFetchBuildError('conflicting-options', {
      option,
      other: 'the option "pwa"',
      reason: BY_PWA,
      remedy: `Move them to pwa: { ${OF_PWA[option]}: { … } }, or leave pwa out`,
    });
}

/**
 * Holds the app to one of us, and to one that makes its service worker.
 *
 * @param hasOwnPwa - whether our options bring VitePWA along.
 */
export function oneWorker(state: State, options: StandaloneOptions, hasOwnPwa: boolean): Plugin {
  // VitePWA tells whether it is disabled when it has read its own options.
  const checkBesidePwa = (): void => {
    const option = askedOf(options);
    if (!option || !state.config || !hasPwa(state.config)) return;
    // VitePWA goes on when a build has failed.
    state.isUnfinished = true;
    throw new BackgroundFetchBuildError('conflicting-options', {
      option,
      other: 'VitePWA',
      reason: BY_PWA,
      remedy: `Move them to ${OF_PWA[option]} of VitePWA's options, or leave VitePWA out`,
    });
  };
  return {
    name: `${NAME}:one-worker`,
    configResolved(config) {
      const count = countOf(config, NAME);
      if (count > 1)
        throw new BackgroundFetchBuildError('several-plugins', { plugin: 'backgroundFetch()', count });
      if (hasOwnPwa && countOf(config, 'vite-plugin-pwa') > 1)
        throw new BackgroundFetchBuildError('conflicting-options', {
          option: 'pwa',
          other: 'another VitePWA',
          reason: 'each would make the service worker',
          remedy: 'Move its options into pwa, or leave pwa out and give integration: bf.integration to it',
        });
    },
    configureServer: checkBesidePwa,
    buildStart: checkBesidePwa,
  };
}

function askedOf({ generateSW, injectManifest }: StandaloneOptions): keyof StandaloneOptions | undefined {
  if (generateSW) return 'generateSW';
  return injectManifest ? 'injectManifest' : undefined;
}

function countOf({ plugins }: ResolvedConfig, name: string): number {
  return plugins.filter((plugin) => plugin.name === name).length;
}
