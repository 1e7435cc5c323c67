import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { followingSignal } from '../../src/spec/following-signal.ts';

const test = suite('followingSignal');

test('aborts when the other one does', () => {
  const other = new AbortController();
  const { signal } = followingSignal(other.signal);
  assert.not(signal.aborted);
  other.abort();
  assert.ok(signal.aborted);
});

test('is aborted where the other one is', () => {
  assert.ok(followingSignal(AbortSignal.abort()).signal.aborted);
});

test('leaves the other one alone when it is stopped', () => {
  const other = new AbortController();
  const { signal, stop } = followingSignal(other.signal);
  stop();
  assert.equal([signal.aborted, other.signal.aborted], [true, false]);
});

test('holds no listener on the other one once it is stopped', () => {
  const other = new AbortController();
  let listeners = 0;
  const { addEventListener, removeEventListener } = other.signal;
  other.signal.addEventListener = (...given: Parameters<typeof addEventListener>) => {
    listeners += 1;
    addEventListener.apply(other.signal, given);
  };
  other.signal.removeEventListener = (...given: Parameters<typeof removeEventListener>) => {
    listeners -= 1;
    removeEventListener.apply(other.signal, given);
  };
  followingSignal(other.signal).stop();
  assert.is(listeners, 0);
});

test.run();
