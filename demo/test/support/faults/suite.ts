import { suite, type Test } from 'uvu';
import type { Variant } from '../variants.ts';
import { type FaultApp, startFaultApp } from './app.ts';

/**
 * A suite whose tests share one app.
 *
 * @param lasting - whether what the browser stores outlives it.
 */
export function faultSuite(
  name: string,
  { browser, engine }: Omit<Variant, 'build'>,
  lasting = false,
): Test<{ app: FaultApp }> {
  const test = suite<{ app: FaultApp }>(`${name}, ${browser}, ${engine}`);
  test.before(async (context) => {
    context.app = await startFaultApp(browser, engine, lasting);
  });
  test.after(({ app }) => app.close());
  return test;
}
