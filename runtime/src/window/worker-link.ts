import { messageSW } from 'workbox-window/messageSW.js';
import { BackgroundFetchError } from '../shared/errors.ts';
import { type Answers, META, type PageMessage, type Reply, type WorkerMessage } from '../shared/protocol.ts';

/** Milliseconds. A worker has to start first, and to look through its cache. */
const ANSWER_PATIENCE = 20_000;

type Question = PageMessage extends infer M ? (M extends PageMessage ? Omit<M, 'meta'> : never) : never;

/**
 * Asks the active worker.
 *
 * @throws BackgroundFetchError what the worker answers, or `no-answer`
 */
export async function ask<Q extends Question>(
  registration: ServiceWorkerRegistration,
  question: Q,
): Promise<Answers[Q['type']]> {
  const { active } = registration;
  if (!active) throw new BackgroundFetchError('no-service-worker', { reason: 'it has been unregistered' });
  const patience = new Promise<undefined>((resolve) => setTimeout(resolve, ANSWER_PATIENCE));
  const answer: Promise<Reply<Answers[Q['type']]>> = messageSW(active, { ...question, meta: META });
  const reply = await Promise.race([answer, patience]);
  if (!reply) throw new BackgroundFetchError('no-answer', { scriptURL: active.scriptURL });
  if (!reply.ok) throw new BackgroundFetchError(...reply.error);
  return reply.value;
}

/** Listens to what the workers of this page's origin tell; the listener is to look at the scope. */
export function listen(listener: (message: WorkerMessage) => void): void {
  // There is none on a server that renders the page, and in a private window of some browsers.
  const container: ServiceWorkerContainer | undefined = globalThis.navigator?.serviceWorker;
  container?.addEventListener('message', ({ data }: MessageEvent<WorkerMessage | null>) => {
    if (data?.meta === META) listener(data);
  });
  // Nothing else starts the queue for those who listen only after the page has loaded.
  container?.startMessages();
}
