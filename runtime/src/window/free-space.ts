import { type Room, roomFor } from '../shared/room.ts';
import { told } from './within.ts';

/**
 * How much room this origin has for so many bytes, as the browser says itself. What is free is 0 where it does not say, and negative where it has
 * counted wrong.
 */
export async function freeSpace(bytes: number): Promise<Room> {
  // Safari has it from version 17 on.
  const estimate = (await told(() => navigator.storage?.estimate?.())) ?? {};
  const { available, missing } = roomFor(bytes, estimate);
  return { available: estimate.quota === undefined ? 0 : available, missing };
}
