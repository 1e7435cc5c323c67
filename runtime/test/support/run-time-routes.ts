import type { Test } from 'uvu';
import type { BuildErrorCode } from '../../src/build/errors.ts';
import { resolveOptions } from '../../src/build/options/resolve-options.ts';
import type { ResolvedRoute } from '../../src/build/options/resolved-options.ts';
import type { BackgroundFetchOptions } from '../../src/shared/route.ts';
import { failsWhole } from './fails-whole.ts';

/** Configs are often JavaScript: they can hold anything. */
export type Loose = Record<string, unknown>;

export const ID = 'album/:id/:disc?';

// Parts of routes whose files are known at run time alone.
export const ROW = { each: 'n', to: 3, url: 'pages/:id/:n.webp' };
export const LIST = { list: 'api/:id.json', urls: '/tracks/*/url' };
export const SERVE = { serve: 'media/*' };

/** A route as the build takes it, with the id above where it has none. */
export const resolve = (route: Loose): ResolvedRoute | undefined =>
  resolveOptions({ routes: [{ id: ID, ...route }] } as unknown as BackgroundFetchOptions).routes[0];

/** Routes with a mistake by the code of their error, and what its message says of the route. */
export type Mistakes = Partial<Record<BuildErrorCode, [route: Loose, message: string][]>>;

/** Adds a test of each mistake to those of a suite. */
export function testMistakes(test: Test, mistakes: Mistakes): void {
  for (const [code, cases] of Object.entries(mistakes)) {
    for (const [route, message] of cases) {
      test(`${code}: ${JSON.stringify(route)}`, () =>
        failsWhole(() => resolve(route), code as BuildErrorCode, `Route "${route.id ?? ID}": ${message}`));
    }
  }
}
