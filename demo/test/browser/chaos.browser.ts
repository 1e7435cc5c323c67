import { suite } from 'uvu';
import { playRound } from '../support/chaos/round.ts';
import { chaosRoutes } from '../support/chaos/routes.ts';
import { type RouteApp, startRouteApp } from '../support/route-app/app.ts';
import { engines } from '../support/variants.ts';

// `npm run chaos` plays many more. CHAOS=SEED plays one again.
const { CHAOS, CHAOS_ROUNDS, CHAOS_FROM = '1' } = process.env;
const IS_SHORT = CHAOS === undefined && CHAOS_ROUNDS === undefined;
const SEEDS =
  CHAOS === undefined
    ? Array.from({ length: Number(CHAOS_ROUNDS ?? 5) }, (_, index) => Number(CHAOS_FROM) + index)
    : [Number(CHAOS)];

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`chaos, ${variant.browser}, ${variant.engine}`);
  const lasting = variant.browser !== 'webkit';

  test.before(async (context) => {
    context.app = await startRouteApp(variant, {
      files: {},
      routes: chaosRoutes(0),
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
      lasting,
    });
  });
  test.after(({ app }) => app.close());

  for (const seed of SEEDS)
    test(`round ${seed}: everything is stored without another press`, ({ app }) =>
      playRound(app, seed, {
        // Chromium's own engine needs a minute to see that it was killed.
        canKill: lasting && (variant.engine === 'fallback' || !IS_SHORT),
        patience: variant.engine === 'native' ? 300_000 : 120_000,
      }));

  test.run();
}
