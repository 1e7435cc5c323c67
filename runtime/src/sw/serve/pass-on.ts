declare const self: ServiceWorkerGlobalScope;

/** Who has had a request already, by the event with which it was passed on. */
const handled = new WeakMap<Event, readonly object[]>();

/** Whether an event is one that this handler has passed on. */
export function isPassedOn(event: FetchEvent, handler: object): boolean {
  return handled.get(event)?.includes(handler) === true;
}

/**
 * Lets the worker's other listeners answer a request whose event was taken from them, and otherwise the network, as if
 * the handler were not there. An event cannot be given back once there was something to wait for, so they get another one that
 * stands for it.
 *
 * @param handler - who passes it on; it does not get it again.
 */
export async function passOn(event: FetchEvent, handler: object): Promise<Response> {
  const { request, clientId, resultingClientId, preloadResponse } = event;
  let answer: Promise<Response> | undefined;
  const copy = new FetchEvent(event.type, { request, clientId, resultingClientId });
  const respondWith = (response: Response | PromiseLike<Response>): void => {
    answer ??= Promise.resolve(response);
    copy.stopImmediatePropagation();
  };
  Object.defineProperties(copy, {
    respondWith: { value: respondWith },
    waitUntil: { value: (promise: Promise<unknown>) => event.waitUntil(promise) },
    preloadResponse: { value: preloadResponse },
    handled: { value: event.handled },
  });
  handled.set(copy, [...(handled.get(event) ?? []), handler]);
  self.dispatchEvent(copy);
  return answer ?? ((await preloadResponse) as Response | undefined) ?? fetch(request);
}
