import { deferred } from '../../shared/deferred.ts';
import { describe } from '../../shared/describe.ts';
import { BackgroundFetchError, type ErrorArguments } from '../../shared/errors.ts';
import {
  type Answers,
  META,
  type PageMessage,
  type Reply,
  type WorkerMessage,
} from '../../shared/protocol.ts';
import { serviceWorkers } from '../capabilities.ts';
import { freeSpace } from '../free-space.ts';
import { within } from '../within.ts';
import { missing } from './active-registration.ts';
import { isReply } from './is-reply.ts';
import { reaches } from './reaches.ts';

/** Milliseconds for an answer. A worker has to start first, and to look through its cache. */
const PATIENCE = 10_000;

/** How often a worker is asked: it may be killed before it has answered. */
const ATTEMPTS = 2;

/** Milliseconds after which a registration says who has taken the place of a worker that is redundant. */
const SUCCESSION = 1_000;

/** What a page asks, without the mark. */
export type Question = PageMessage extends infer M
  ? M extends PageMessage
    ? Omit<M, 'meta'>
    : never
  : never;

/**
 * Asks the active worker, and the one that takes its place where it is replaced meanwhile.
 *
 * @throws BackgroundFetchError what the worker answers, `no-answer`, or `no-service-worker`
 */
export async function ask<Q extends Question>(
  registration: ServiceWorkerRegistration,
  question: Q,
): Promise<Answers[Q['type']]> {
  const answer = deferred<Reply<Answers[Q['type']]>>();
  let received: string | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; ) {
    const { active } = registration;
    if (!active) throw missing('unregistered');
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      // An app's own listener may answer whatever it does not know.
      if (isReply(question.type, data)) answer.resolve(data);
      else received = describe(data);
    };
    active.postMessage({ ...question, meta: META }, [port2]);
    const isOver = new AbortController();
    const retirement = reaches(active, /redundant/, isOver.signal).then(
      () => new Promise<undefined>((resolve) => setTimeout(resolve, SUCCESSION)),
    );
    const end = Promise.race([answer.promise, retirement]);
    const reply = await within(PATIENCE, end, () => undefined);
    isOver.abort();
    if (reply?.ok) return reply.value;
    if (reply) throw new BackgroundFetchError(...(await explained(reply.error, question)));
    if (registration.active === active) attempt++;
  }
  const next = registration.installing ?? registration.waiting ?? undefined;
  throw new BackgroundFetchError('no-answer', {
    scriptURL: registration.active?.scriptURL ?? '',
    received,
    next: next && { scriptURL: next.scriptURL, state: next.state },
  });
}

/** A worker that has no room to write anything down knows no more than that. */
async function explained(error: ErrorArguments, question: Question): Promise<ErrorArguments> {
  const [code, details] = error;
  if (code !== 'unexpected' || !/^QuotaExceeded/.test(details.reason)) return error;
  const id = 'id' in question ? question.id : '';
  return ['quota-exceeded', { id, downloadTotal: 0, ...(await freeSpace(0)) }, { cause: details.reason }];
}

/** Listens to what the workers of this page's origin tell; the listener is to look at the scope. */
export function listen(listener: (message: WorkerMessage) => void): void {
  const container = serviceWorkers();
  container?.addEventListener('message', ({ data }: MessageEvent<WorkerMessage | null>) => {
    if (data?.meta === META) listener(data);
  });
  // Nothing else starts the queue for those who listen only after the page has loaded.
  container?.startMessages();
}
