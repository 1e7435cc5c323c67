import type { Destination } from '../../shared/protocol.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { changeWaiting } from '../batch/change-waiting.ts';
import { downloads } from '../ledger/downloads.ts';
import { byTurn, placeOf, priorityOf } from './by-turn.ts';
import { lookAround } from './stand.ts';

/**
 * Moves a download among those that wait. It takes over the priority of those that it comes to stand before, or behind.
 *
 * @returns whether it waits, and the one that it is to stand before does.
 */
export async function move(id: string, to: Destination): Promise<boolean> {
  const { waiting } = await lookAround();
  const entry = waiting.find((one) => one.id === id);
  const others = waiting.filter((one) => one !== entry).sort(byTurn);
  const before = typeof to === 'object' ? to.before : undefined;
  const index =
    to === 'first' ? 0 : to === 'last' ? others.length : others.findIndex((one) => one.id === before);
  if (before === id && entry) return true;
  if (!entry || index < 0) return false;
  const neighbour = others[index] ?? others.at(-1);
  if (!neighbour) return true;
  const priority = priorityOf(neighbour);
  const equals = others.filter((one) => priorityOf(one) === priority);
  const place = others[index] ? equals.indexOf(neighbour) : equals.length;
  const [low, high] = [equals[place - 1], equals[place]].map((one) => one && placeOf(one));
  const rank = between(low, high);
  if (rank !== undefined) return put(id, rank, priority);
  // No number is between those of two that have begun to wait at the same time.
  const order = [...equals.slice(0, place), entry, ...equals.slice(place)];
  const done = await Promise.all(order.map((one, rank) => put(one.id, rank, priority)));
  return done[place] ?? false;
}

function between(low: number | undefined, high: number | undefined): number | undefined {
  if (low === undefined || high === undefined) return high === undefined ? (low ?? 0) + 1 : high - 1;
  const middle = (low + high) / 2;
  return low < middle && middle < high ? middle : undefined;
}

async function put(id: string, rank: number, priority: number): Promise<boolean> {
  const moved = await changeWaiting(id, (entry: LedgerEntry) =>
    downloads.put({ ...entry, rank, overrides: { ...entry.overrides, priority } }),
  );
  return moved !== undefined;
}
