declare global {
  /** What {@link STOPPABLE} gives a page. */
  var steps: {
    /** Lets so many more steps happen, and none after them. */
    stopAfter(count: number): void;
    /** Whether a step has been kept from happening. */
    isStopped(): boolean;
    /** What has happened since then. */
    readonly taken: readonly string[];
  };
}

/**
 * A script that can stop a page between any two of its steps, as its death would: a message that it sends to its worker, an answer that
 * comes, a start that it asks of the browser, and what the browser says to it.
 */
export const STOPPABLE = `<script>(() => {
  let left = Infinity;
  let isStopped = false;
  const taken = [];
  const take = (what) => {
    if (left <= 0) isStopped = true;
    else {
      left -= 1;
      taken.push(what);
    }
    return !isStopped;
  };
  const never = () => new Promise(() => undefined);
  self.steps = {
    stopAfter: (count) => { left = count; taken.length = 0; },
    isStopped: () => isStopped,
    taken,
  };
  const { postMessage } = ServiceWorker.prototype;
  ServiceWorker.prototype.postMessage = function (message, ...rest) {
    if (take('asks ' + (message?.type ?? JSON.stringify(message)))) postMessage.call(this, message, ...rest);
  };
  const hears = (listener) => function (event) {
    if (take('hears')) listener.call(this, event);
  };
  const { set, get } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
  Object.defineProperty(MessagePort.prototype, 'onmessage', { configurable: true, get, set(listener) { set.call(this, listener && hears(listener)); } });
  const { addEventListener } = EventTarget.prototype;
  MessagePort.prototype.addEventListener = function (type, listener, options) {
    addEventListener.call(this, type, typeof listener === 'function' ? hears(listener) : listener, options);
  };
  if (!('BackgroundFetchManager' in self)) return;
  const { fetch } = BackgroundFetchManager.prototype;
  BackgroundFetchManager.prototype.fetch = async function (...args) {
    if (!take('starts')) return never();
    const registration = await fetch.apply(this, args);
    return take('has started') ? registration : never();
  };
})();</script>`;
