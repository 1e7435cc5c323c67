import type { Member } from './member.ts';

/**
 * Fires an event of a background fetch for one of its downloads, at all who listen for those of the browser.
 *
 * @returns a promise that is settled when they are done; it never rejects.
 */
export async function fire(type: string, registration: Member): Promise<void> {
  const work: PromiseLike<unknown>[] = [];
  const event = Object.assign(new Event(type), {
    registration,
    waitUntil: (promise: PromiseLike<unknown>): void => void work.push(promise),
    // The browser shows one title for all of them.
    updateUI: async (): Promise<void> => undefined,
  });
  self.dispatchEvent(event);
  // Who waits may have more waited for.
  for (const promise of work) await Promise.resolve(promise).catch(reportError);
}
