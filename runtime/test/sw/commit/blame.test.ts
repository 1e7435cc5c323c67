import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { SCOPE } from '../../support/worker-scope.ts';

const { blame } = await import('../../../src/sw/commit/blame.ts');

const CASES: Parameters<typeof blame>[] = [
  ['fetch-error', `${SCOPE}a.mp3`],
  ['fetch-error', 'https://cdn.example/a.mp3'],
  ['bad-status', 'https://cdn.example/a.mp3'],
  ['lost', 'https://cdn.example/a.mp3'],
];

test('nothing from another origin is a matter of CORS', () => {
  assert.equal(
    CASES.map((one) => blame(...one)),
    ['fetch-error', 'cors', 'bad-status', 'lost'],
  );
});

test.run();
