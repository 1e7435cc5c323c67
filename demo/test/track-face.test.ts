import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type FileLike, type TrackFace, trackFace } from '../src/track-face.ts';

const test = suite('track face');

const TRACK = { bytes: 1_500_000 };
const failed = (reason: string, status?: number): FileLike => ({
  state: 'failed',
  failure: { reason, status },
});

for (const [file, isRunning, expected] of [
  [undefined, false, { state: 'absent', text: '1.5 MB', action: 'download' }],
  [undefined, true, { state: 'absent', text: '1.5 MB' }],
  [{ state: 'waiting' }, true, { state: 'coming', text: 'On its way' }],
  [{ state: 'waiting' }, false, { state: 'absent', text: '1.5 MB', action: 'download' }],
  [{ state: 'stored' }, false, { state: 'stored', text: 'On this device', action: 'remove' }],
  [{ state: 'stored' }, true, { state: 'stored', text: 'On this device', action: 'remove' }],
  [failed('bad-status', 403), false, { state: 'failed', text: 'Its URL had expired', action: 'retry' }],
  [failed('bad-status', 404), false, { state: 'failed', text: 'The server answered 404', action: 'retry' }],
  [
    failed('wrong-size', 200),
    false,
    { state: 'failed', text: 'It has changed on the server', action: 'retry' },
  ],
  [failed('fetch-error'), false, { state: 'failed', text: 'The connection broke', action: 'retry' }],
  [failed('some-other'), false, { state: 'failed', text: 'It did not arrive', action: 'retry' }],
  [failed('bad-status', 404), true, { state: 'coming', text: 'On its way' }],
] as [FileLike | undefined, boolean, TrackFace][]) {
  test(`${JSON.stringify(file)} of ${isRunning ? 'a running' : 'an ended'} download is "${expected.text}"`, () => {
    assert.equal(trackFace(TRACK, file, isRunning), expected);
  });
}

test.run();
