import * as assert from 'uvu/assert';
import {
  abortFetch,
  downloadedOf,
  endOf,
  expectedDigests,
  sentFor,
  startFetch,
} from '../support/faults/app.ts';
import { CASES } from '../support/faults/cases.ts';
import { faultSuite } from '../support/faults/suite.ts';
import { until } from '../support/until.ts';
import { engines } from '../support/variants.ts';

/** What may be fetched twice when a connection breaks. */
const CHUNK = 4 << 20;

const cases = CASES.filter(({ name }) => name.includes(process.env.FAULT ?? ''));

for (const variant of engines()) {
  const { browser, engine } = variant;
  const test = faultSuite('faults', variant);

  for (const one of cases.filter(({ native }) => native || engine === 'fallback')) {
    if (one.except === browser) continue;
    test(one.name, async ({ app }) => {
      const { server, other, page } = app;
      const id = one.name;
      const pathname = `/files/${cases.indexOf(one)}.bin`;
      server.add(pathname, one.bytes);
      other.add(pathname, one.bytes);
      one.prepare?.(app, pathname);
      try {
        await startFetch(page, id, [one.url?.(app, pathname) ?? pathname], one.options);
        if (one.meanwhile) {
          await until('it has begun', async () => (await downloadedOf(page, id)) !== 0);
          await one.meanwhile(app, id);
        }
        const { type, failureReason, records } = await endOf(app, id);
        const expected = one.end ?? { type: 'success', failureReason: '' };
        assert.equal({ type, failureReason }, expected);
        assert.is(records.length, 1);
        if (type === 'success') assert.equal(records[0]?.digests, expectedDigests(one.bytes));
        if (one.cuts !== undefined) {
          const twice = sentFor(server, pathname) - one.bytes.size;
          assert.ok(twice <= one.cuts * CHUNK, `${twice} bytes were sent twice in ${one.cuts} cuts`);
        }
      } finally {
        server.heal();
        other.heal();
        await server.restart();
        await app.browser.setOffline?.(false);
        await abortFetch(page, id);
      }
    });
  }

  test.run();
}
