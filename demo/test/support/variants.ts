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

/** The browsers with what does the background fetches in them; DEMO_BROWSER and DEMO_ENGINE choose. */
export function engines(): Omit<Variant, 'build'>[] {
  const { DEMO_BROWSER, DEMO_ENGINE } = process.env;
  const pairs = [
    { browser: 'chromium', engine: 'native' } as const,
    ...BROWSERS.map((browser) => ({ browser, engine: 'fallback' }) as const),
  ];
  return pairs.filter(
    ({ browser, engine }) =>
      (DEMO_BROWSER === undefined || browser === DEMO_BROWSER) &&
      (DEMO_ENGINE === undefined ? READY.includes(engine) : engine === DEMO_ENGINE),
  );
}

/** All variants, or those that DEMO_BROWSER, DEMO_ENGINE and DEMO_BUILD (a part of its name) leave. */
export function variants(): Variant[] {
  return engines().flatMap(({ browser, engine }) =>
    (engine === 'native' ? BUILDS : FALLBACK_BUILDS)
      .filter((build) => build.includes(process.env.DEMO_BUILD ?? ''))
      .map((build) => ({ browser, engine, build })),
  );
}
