import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { DownloadFailure, DownloadRetry } from '../../../src/shared/download-snapshot.ts';
import type { RetryPolicy } from '../../../src/shared/worker-config.ts';
import { nextAttempt } from '../../../src/sw/queue/next-attempt.ts';

const POLICY: RetryPolicy = { limit: 3, delays: [10, 60], jitter: 0, giveUpAfter: 3600 };
const NOW = 1_000_000_000_000;

const url = 'https://app.example/a.mp3';
const failure = (
  reason: DownloadFailure['reason'],
  more: Partial<DownloadFailure> = {},
): DownloadFailure => ({
  url,
  reason,
  ...more,
});

/** What is decided at a time at which the clock stands still. */
function decide(
  failures: DownloadFailure[],
  { retry, policy = POLICY }: { retry?: DownloadRetry; policy?: RetryPolicy } = {},
): DownloadRetry | undefined {
  const { now } = Date;
  Date.now = () => NOW;
  try {
    return nextAttempt(policy, retry, failures);
  } finally {
    Date.now = now;
  }
}

const MAY_COME: DownloadFailure[] = [
  failure('fetch-error'),
  failure('lost'),
  failure('quota-exceeded'),
  failure('bad-status'),
  ...[0, 408, 425, 429, 500, 502, 503, 504, 507, 599].map((status) => failure('bad-status', { status })),
  failure('wrong-size', { status: 200, expected: 10, received: 9 }),
  failure('wrong-type', { status: 200, expected: '.mp3', received: 'text/html' }),
];

for (const one of MAY_COME)
  test(`${one.reason} ${one.status ?? ''} is asked for again`, () => {
    assert.is(decide([one])?.attempt, 1);
  });

const HOPELESS: DownloadFailure[] = [
  ...[400, 401, 403, 404, 405, 410, 416, 451].map((status) => failure('bad-status', { status })),
  failure('cors'),
  failure('refused', { status: 200 }),
  failure('aborted'),
  failure('download-total-exceeded'),
];

for (const one of HOPELESS)
  test(`${one.reason} ${one.status ?? ''} is not asked for again`, () => {
    assert.is(decide([one]), undefined);
  });

test('what there was no room for waits for room, beside the time', () => {
  const failures = [failure('fetch-error'), failure('quota-exceeded')];
  assert.equal(decide(failures), { attempt: 1, at: NOW + 10_000, since: NOW, for: 'room' });
});

test('one that may come is enough, and one that may not holds nothing up', () => {
  assert.is(
    decide([failure('cors'), failure('fetch-error'), failure('bad-status', { status: 404 })])?.attempt,
    1,
  );
});

test('each attempt has its delay, and the last one is for all further ones', () => {
  const policy = { ...POLICY, limit: 4 };
  const first = decide([failure('fetch-error')], { policy });
  assert.equal(first, { attempt: 1, at: NOW + 10_000, since: NOW });
  const second = decide([failure('fetch-error')], { retry: first as DownloadRetry, policy });
  assert.equal(second, { attempt: 2, at: NOW + 60_000, since: NOW });
  const third = decide([failure('fetch-error')], { retry: second as DownloadRetry, policy });
  assert.equal(third, { attempt: 3, at: NOW + 60_000, since: NOW });
});

test('it ends with the limit', () => {
  const retry = { attempt: 3, at: NOW, since: NOW };
  assert.is(decide([failure('fetch-error')], { retry }), undefined);
});

for (const [seconds, isOver] of [
  [3600, false],
  [3601, true],
] as const)
  test(`${seconds} s after the first failure ${isOver ? 'it is given up' : 'it goes on'}`, () => {
    const retry = { attempt: 1, at: NOW, since: NOW - seconds * 1000 };
    assert.is(decide([failure('fetch-error')], { retry }) === undefined, isOver);
  });

test('what has only waited for others until now has all its time', () => {
  const retry = { attempt: 0, at: 0, since: NOW - 1e9 };
  assert.equal(decide([failure('fetch-error')], { retry }), { attempt: 1, at: NOW + 10_000, since: NOW });
});

test('what the browser has dropped is asked for at once', () => {
  assert.is(decide([failure('lost'), failure('lost')])?.at, NOW);
  assert.is(decide([failure('lost'), failure('fetch-error')])?.at, NOW + 10_000);
});

test('a server that says when is not asked before', () => {
  const said = failure('bad-status', { status: 503, retryAt: NOW + 25_000 });
  assert.is(decide([said])?.at, NOW + 25_000);
  assert.is(decide([{ ...said, retryAt: NOW + 5_000 }])?.at, NOW + 10_000);
  // What is not asked for again has no say.
  const hopeless = failure('bad-status', { status: 404, retryAt: NOW + 99_000 });
  assert.is(decide([hopeless, failure('fetch-error')])?.at, NOW + 10_000);
});

test('something else in place of a file is believed the third time', () => {
  const wrong = failure('wrong-size', { status: 200, expected: 10, received: 9 });
  const first = decide([wrong]);
  assert.is(first?.mismatches, 1);
  const second = decide([wrong], { retry: first as DownloadRetry });
  assert.is(second?.mismatches, 2);
  assert.is(decide([wrong], { retry: second as DownloadRetry }), undefined);
  // The others go on.
  assert.is(decide([wrong, failure('fetch-error')], { retry: second as DownloadRetry })?.attempt, 3);
});

test('delays vary by the jitter, both ways', () => {
  const policy = { ...POLICY, jitter: 0.5 };
  const times = Array.from(
    { length: 200 },
    () => (decide([failure('fetch-error')], { policy })?.at ?? 0) - NOW,
  );
  assert.ok(times.every((time) => time >= 5_000 && time <= 15_000));
  assert.ok(times.some((time) => time < 9_000) && times.some((time) => time > 11_000));
});

test.run();
