import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createEventHandler, type EventHandlerSlot } from '../../../src/spec/webidl/event-handler.ts';

function setUp(): { target: EventTarget; handler: EventHandlerSlot; log: string[]; fire(): void } {
  const target = new EventTarget();
  const log: string[] = [];
  return {
    target,
    handler: createEventHandler(target, 'progress'),
    log,
    fire: () => void target.dispatchEvent(new Event('progress')),
  };
}

for (const given of [undefined, null, 1, 'alert()', true, Symbol('a')]) {
  test(`${String(given)} is null`, () => {
    const { handler } = setUp();
    assert.is(handler.value, null);
    handler.value = () => undefined;
    handler.value = given;
    assert.is(handler.value, null);
  });
}

test('an object that is no function is kept, and never called, nor is its handleEvent', () => {
  const { handler, log, fire } = setUp();
  const object = { handleEvent: () => log.push('called') };
  handler.value = object;
  assert.is(handler.value, object);
  fire();
  assert.equal(log, []);
});

test('a handler that is replaced keeps its place; one that was null in between loses it', () => {
  const { target, handler, log, fire } = setUp();
  handler.value = () => log.push('first');
  target.addEventListener('progress', () => log.push('listener'));
  handler.value = () => log.push('second');
  fire();
  assert.equal(log.splice(0), ['second', 'listener']);
  handler.value = null;
  fire();
  assert.equal(log.splice(0), ['listener']);
  handler.value = () => log.push('third');
  fire();
  assert.equal(log, ['listener', 'third']);
});

test('it is called on its target with the event, and cancels by returning false', () => {
  const { target, handler } = setUp();
  let seen: unknown[] = [];
  handler.value = function handle(this: unknown, ...given: unknown[]) {
    seen = [this, ...given];
    return false;
  };
  const event = new Event('progress', { cancelable: true });
  assert.is(target.dispatchEvent(event), false);
  assert.equal(seen.length, 2);
  assert.is(seen[0], target);
  assert.is(seen[1], event);
  handler.value = () => undefined;
  assert.is(target.dispatchEvent(new Event('progress', { cancelable: true })), true);
});

test.run();
