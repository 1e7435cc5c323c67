import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createRoom } from '../../../src/sw/integrity/create-room.ts';

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('as much at a time as there is room for, in order; more than that alone; failures leave their room', async () => {
  const room = createRoom(10);
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const hold = (name: string, weight: number): Promise<unknown> =>
    room
      .hold(weight, () => {
        begun.push(name);
        return new Promise<void>((resolve, reject) => {
          ends.set(name, (error) => (error ? reject(error) : resolve()));
        });
      })
      .catch((error: Error) => error.message);
  const all = [hold('a', 6), hold('b', 4), hold('c', 1), hold('large', 50), hold('d', 1)];
  await turn();
  assert.equal(begun, ['a', 'b']);
  ends.get('b')?.();
  await turn();
  assert.equal(begun, ['a', 'b', 'c'], 'what is large waits, and what is behind it');
  ends.get('a')?.(new Error('no'));
  ends.get('c')?.();
  await turn();
  assert.equal(begun, ['a', 'b', 'c', 'large']);
  ends.get('large')?.();
  await turn();
  assert.equal(begun.at(-1), 'd');
  ends.get('d')?.();
  assert.equal(await Promise.all(all), ['no', undefined, undefined, undefined, undefined]);
});

test.run();
