import { type Deferred, deferred } from '../../shared/deferred.ts';

/** Milliseconds for the event of an abort. A press that starts a download counts no longer than a few seconds. */
const PATIENCE = 1_000;

/** The downloads whose background fetch was aborted for a pause, until what it has brought is kept. */
const halted = new Map<string, Deferred<void>>();

/** Notes that an event is to come which is no abort of a download. */
export function expectHalt(id: string): void {
  halted.set(id, deferred());
}

export function isHalted(id: string): boolean {
  return halted.has(id);
}

/** Takes note that the event has been handled, or will not come. */
export function endHalt(id: string): void {
  halted.get(id)?.resolve();
  halted.delete(id);
}

/** Waits until what has come is kept, and not for long. */
export async function haltEnded(id: string): Promise<void> {
  const halt = halted.get(id);
  if (halt) await Promise.race([halt.promise, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}
