import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { outlook } from '../../../src/window/state/outlook.ts';
import { type DownloadStatus, isActive, summary } from '../../../src/window/state/status.ts';
import { snapshotOf } from '../../support/fake-page.ts';

function statusOf(
  id: string,
  state: DownloadStatus['state'],
  numbers: Parameters<typeof outlook>,
  createdAt = 1,
): DownloadStatus {
  return { ...snapshotOf(id, { createdAt }), state, ...outlook(...numbers) };
}

const STATES: [state: DownloadStatus['state'], active: boolean][] = [
  ['waiting', true],
  ['downloading', true],
  ['storing', true],
  ['stored', false],
  ['failed', false],
  ['aborted', false],
  ['removed', false],
];

for (const [state, active] of STATES) {
  test(`${state} is ${active ? '' : 'not '}active`, () => assert.is(isActive({ state }), active));
}

test('the sums are of what is active', () => {
  const downloads = [
    statusOf('c', 'downloading', [20, 100, 10], 3),
    statusOf('a', 'stored', [500, 500, 0], 1),
    statusOf('b', 'waiting', [0, 100, 0], 2),
    statusOf('d', 'failed', [5, 50, 0], 4),
    statusOf('e', 'storing', [100, 100, 0], 5),
  ];
  const { downloads: listed, ...sums } = summary([...downloads]);
  assert.equal(
    listed.map(({ id }) => id),
    ['a', 'b', 'c', 'd', 'e'],
  );
  assert.ok(listed.every((status) => downloads.includes(status)));
  assert.equal(sums, {
    activeCount: 3,
    downloaded: 120,
    downloadTotal: 300,
    progress: 0.4,
    bytesPerSecond: 10,
    secondsLeft: 18,
  });
});

test('a total that is not known of one is not known of all', () => {
  const { downloads: _, ...sums } = summary([
    statusOf('a', 'downloading', [20, 100, 10]),
    statusOf('b', 'downloading', [30, 0, 5]),
  ]);
  assert.equal(sums, {
    activeCount: 2,
    downloaded: 50,
    downloadTotal: 0,
    progress: undefined,
    bytesPerSecond: 15,
    secondsLeft: undefined,
  });
});

test('nobody can change it', () => {
  const all = summary([statusOf('a', 'stored', [1, 1, 0])]);
  assert.ok(Object.isFrozen(all) && Object.isFrozen(all.downloads));
});

test.run();
