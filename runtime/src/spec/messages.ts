import type { StartOptions } from './backend.ts';
import type { BackgroundFetch, FetchKey, RequestData } from './model.ts';
import { quotaExceededError } from './quota-exceeded-error.ts';

/** Marks a page's messages to the engine among all that a service worker gets. */
export const ENGINE = 'background-fetch-engine';

/**
 * What a page asks of the engine. `ping` keeps the worker awake, and wakes it; `leave` says that the page is going, so that
 * the worker has to keep itself awake. A `start` that comes again with the same key is answered as the first.
 */
export type Command =
  | { type: 'start'; key: FetchKey; id: string; requests: RequestData[]; options: StartOptions }
  | { type: 'abort'; key: FetchKey }
  | { type: 'ping' }
  | { type: 'leave' };

/** A command on its way; `start` and `abort` come with a port for the reply. */
export type CommandMessage = Command & { engine: typeof ENGINE };

/** Tells a message to the engine from the app's own. */
export function isForEngine(message: unknown): message is CommandMessage {
  return (message as Partial<CommandMessage> | null)?.engine === ENGINE;
}

/** What each command is answered with. */
export interface Replies {
  start: BackgroundFetch;
  abort: boolean;
}

/** A reply; an error as its name and message, since structured clone makes plain ones of the DOM's own. */
export type Reply<T> = { ok: true; value: T } | { ok: false; name: string; message: string };

/** Gives an error its class back. */
export function toError({ name, message }: { name: string; message: string }): Error | DOMException {
  if (name === 'QuotaExceededError') return quotaExceededError(message);
  return name === 'TypeError' ? new TypeError(message) : new DOMException(message, name);
}
