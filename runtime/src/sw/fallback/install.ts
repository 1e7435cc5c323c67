import type { EngineScope } from '../../shared/engine-choice.ts';
import { installServiceWorkerInterfaces } from '../../spec/interfaces/install-service-worker-interfaces.ts';
import { type CommandMessage, ENGINE, isForEngine, type Replies, type Reply } from '../../spec/messages.ts';
import { CANCEL, type NotificationData } from './display.ts';
import { Host } from './host.ts';

declare const self: ServiceWorkerGlobalScope & EngineScope;

/** Events with which the browser starts a worker that nobody has open; each lets it work for a while. */
const WAKING = ['push', 'sync', 'periodicsync'];

/**
 * Gives this service worker Background Fetch, in the place of the browser's own where it has one. It has to be called
 * while the script is first evaluated, before the app's own listeners are added.
 */
export function installFallback(): void {
  const host = new Host(self.registration);
  installServiceWorkerInterfaces(self, () => host);
  let stay: (() => void) | undefined;

  const run = (): Promise<void> => host.run().catch(() => undefined);

  /** Keeps the worker awake until everything is done, or a page is there that does so. */
  const keepAwake = (event: ExtendableEvent): void => {
    stay?.();
    event.waitUntil(
      new Promise<void>((resolve) => {
        stay = resolve;
        run().then(resolve);
      }),
    );
  };

  self.addEventListener('message', (event) => {
    const message: unknown = event.data;
    if (!isForEngine(message)) return;
    event.stopImmediatePropagation();
    if (message.type === 'leave') keepAwake(event);
    else if (message.type === 'ping') {
      stay?.();
      run();
    } else event.waitUntil(answer(event, execute(host, message)));
  });

  // The store goes by the scope: without an active worker, this registration has none of what is in it.
  const begin = async (): Promise<void> => {
    if (!self.registration.active) await host.reset();
  };
  self.addEventListener('install', (event) => event.waitUntil(begin()));
  self.__BGF_INSTALL = begin;
  for (const type of WAKING) self.addEventListener(type, (event) => keepAwake(event as ExtendableEvent));
  // Whatever has started this worker, an earlier one may have left something to do. An activation must not wait for it,
  // since pages wait for the activation.
  for (const type of ['activate', 'fetch', 'message']) self.addEventListener(type, run, { once: true });

  self.addEventListener('notificationclick', (event) => {
    const { engine, fetch } = (event.notification?.data ?? {}) as Partial<NotificationData>;
    if (engine !== ENGINE || !fetch) return;
    event.stopImmediatePropagation();
    event.waitUntil(event.action === CANCEL ? host.abort(fetch.key) : host.click(fetch));
  });
}

type Work = { [T in keyof Replies]: Extract<CommandMessage, { type: T }> }[keyof Replies];

function execute(host: Host, message: Work): Promise<Replies[keyof Replies]> {
  return message.type === 'start'
    ? host.start(message.id, message.requests, message.options, message.key)
    : host.abort(message.key);
}

async function answer(
  { ports }: ExtendableMessageEvent,
  work: Promise<Replies[keyof Replies]>,
): Promise<void> {
  const reply: Reply<unknown> = await work.then(
    (value) => ({ ok: true, value }),
    ({ name, message }: Error) => ({ ok: false, name, message }),
  );
  ports[0]?.postMessage(reply);
}
