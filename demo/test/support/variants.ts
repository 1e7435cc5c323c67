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
/** Each way to bring the fallback engine into a worker is tested, in one browser or another. */
const FALLBACK_BUILDS: Record<BrowserName, DemoBuild[]> = {
  chromium: ['vite-inject-manifest', 'webpack-inject-manifest'],
  firefox: ['vite-generate-sw'],
  webkit: ['webpack-generate-sw'],
};

/** The browsers with what does the background fetches in them; DEMO_BROWSER and DEMO_ENGINE choose. */
export function engines(): Omit<Variant, 'build'>[] {
  const { DEMO_BROWSER, DEMO_ENGINE } = process.env;
  const pairs = [
    { browser: 'chromium', engine: 'native' } as const,
    ...(['chromium', 'firefox', 'webkit'] as const).map(
      (browser) => ({ browser, engine: 'fallback' }) as const,
    ),
  ];
  return pairs.filter(
    ({ browser, engine }) =>
      (DEMO_BROWSER === undefined || browser === DEMO_BROWSER) &&
      (DEMO_ENGINE === undefined || engine === DEMO_ENGINE),
  );
}

/** The browsers in which our engine does it. */
export function fallbacks(): Omit<Variant, 'build'>[] {
  return engines().filter(({ engine }) => engine === 'fallback');
}

/** All variants, or those that DEMO_BROWSER, DEMO_ENGINE and DEMO_BUILD (a part of its name) leave. */
export function variants(): Variant[] {
  return engines().flatMap(({ browser, engine }) =>
    (engine === 'native' ? BUILDS : FALLBACK_BUILDS[browser])
      .filter((build) => build.includes(process.env.DEMO_BUILD ?? ''))
      .map((build) => ({ browser, engine, build })),
  );
}
