import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { codeOf, explainCode, explainError } from '../src/explain.ts';
import { type DownloadLike, type ItemState, itemState } from '../src/item-state.ts';
import { PYTHON } from '../src/items.ts';

const test = suite('item state');
const { bytes } = PYTHON;

for (const [download, expected] of [
  [undefined, { name: 'absent' }],
  [{ state: 'removed' }, { name: 'absent' }],
  [{ state: 'aborted' }, { name: 'absent', note: 'Cancelled' }],
  [{ state: 'downloading' }, { name: 'downloading', downloaded: 0, total: bytes }],
  [
    { state: 'downloading', downloaded: 4, downloadTotal: 10 },
    { name: 'downloading', downloaded: 4, total: 10 },
  ],
  [
    { state: 'downloading', downloaded: 12, downloadTotal: 10 },
    { name: 'downloading', downloaded: 12, total: 12 },
  ],
  [{ state: 'storing', downloaded: 10, downloadTotal: 10 }, { name: 'storing' }],
  [
    { state: 'stored', downloaded: 10, downloadTotal: 12 },
    { name: 'stored', bytes: 10 },
  ],
  [{ state: 'stored' }, { name: 'stored', bytes }],
  [
    { state: 'failed', failureReason: 'bad-status' },
    { name: 'failed', reason: '<bad-status>' },
  ],
] as [Partial<DownloadLike> | undefined, ItemState][]) {
  test(`${JSON.stringify(download)} is ${expected.name}`, () => {
    const whole: DownloadLike | undefined = download && {
      state: 'stored',
      downloaded: 0,
      downloadTotal: 0,
      failureReason: '',
      ...download,
    };
    assert.equal(
      itemState(PYTHON, whole, (reason) => `<${reason}>`),
      expected,
    );
  });
}

test('every error becomes a sentence with a way out', () => {
  const coded = Object.assign(new Error('x'), { code: 'quota-exceeded' });
  assert.is(codeOf(coded), 'quota-exceeded');
  assert.match(explainError(coded), 'free space');
  assert.is(codeOf(new DOMException('x', 'AbortError')), undefined);
  for (const thrown of [new Error('x'), 'x', undefined]) {
    assert.is(explainError(thrown), explainCode(''));
    assert.match(explainError(thrown), 'Try again');
  }
});

test.run();
