import type { DemoBuild } from './build-demo.ts';
import type { BrowserName } from './test-browser.ts';

/** What does the background fetches: the browser itself, or our own engine. */
export type Engine = 'native' | 'fallback';

/** One way to run the tests of the whole demo. */
export interface Variant {
  readonly browser: BrowserName;
  readonly engine: Engine;
  readonly build: DemoBuild;
}

const BUILDS: DemoBuild[] = [
  'vite-generate-sw',
  'vite-inject-manifest',
  'vite-pwa-generate-sw',
  'vite-pwa-inject-manifest',
  'vite-pwa-option',
  'webpack-generate-sw',
  'webpack-inject-manifest',
];
const FALLBACK_BUILDS: DemoBuild[] = ['vite-generate-sw', 'vite-inject-manifest', 'webpack-generate-sw'];
const BROWSERS: BrowserName[] = ['chromium', 'firefox', 'webkit'];

/** Engines whose tests run by default; DEMO_ENGINE names others. */
const READY: Engine[] = ['native'];

const ALL: Variant[] = [
  ...BUILDS.map((build) => ({ browser: 'chromium', engine: 'native', build }) as const),
  ...BROWSERS.flatMap((browser) =>
    FALLBACK_BUILDS.map((build) => ({ browser, engine: 'fallback', build }) as const),
  ),
];

/** All variants, or those that DEMO_BROWSER, DEMO_ENGINE and DEMO_BUILD (a part of its name) leave. */
export function variants(): Variant[] {
  const { DEMO_BROWSER, DEMO_ENGINE, DEMO_BUILD = '' } = process.env;
  return ALL.filter(
    ({ browser, engine, build }) =>
      (DEMO_BROWSER === undefined || browser === DEMO_BROWSER) &&
      (DEMO_ENGINE === undefined ? READY.includes(engine) : engine === DEMO_ENGINE) &&
      build.includes(DEMO_BUILD),
  );
}
