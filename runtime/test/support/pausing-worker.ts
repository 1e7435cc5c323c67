import * as assert from 'uvu/assert';
import type { DownloadSnapshot } from '../../src/shared/download-snapshot.ts';
import { type ParsedConfig, parseConfig } from '../../src/shared/parsed-config.ts';
import type { Later, Plan, Start } from '../../src/shared/protocol.ts';
import type { WorkerParts } from '../../src/sw/register-routes.ts';
import type { Route } from '../../src/sw/routes/routes.ts';
import { askWorker, type Question } from './ask-worker.ts';
import { FakeExtendableEvent, SCOPE, scope } from './worker-scope.ts';

const { everything } = await import('../../src/sw/everything.ts');
const { compileRoutes } = await import('../../src/sw/routes/routes.ts');
const { downloads } = await import('../../src/sw/ledger/downloads.ts');
const { reviewBehind } = await import('../../src/sw/keep/review.ts');
const { registerRoutes } = await import('../../src/sw/register-routes.ts');
const { plainStorage } = await import('../../src/sw/serve/plain-storage.ts');

export const config: ParsedConfig = parseConfig({
  concurrency: 100,
  routes: [
    {
      id: 'pause/:n',
      requests: [{ url: 'pause/:n.mp3' }, { url: 'pause/:n.jpg' }],
      cacheName: 'paused',
      retry: { limit: 2, delays: [10], jitter: 0, giveUpAfter: 3600 },
    },
    { id: 'plain/:n', requests: [{ url: 'plain/:n.mp3' }], cacheName: 'paused' },
  ],
});
export const parts: Omit<WorkerParts, 'callHook'> = { toStorage: plainStorage, ...everything };
export const routes: Route[] = compileRoutes(config, `${SCOPE}sw.js`, parts);

/** What the browser runs, and what it has aborted. */
export const running: Map<string, Start> = new Map();
export const aborted: Start[] = [];
/** What the app's hooks were called for: type and id. */
export const heard: string[] = [];
/** Whether the page that asks lives. */
export const page = { lives: true };
let isRegistered = false;
const { clients } = scope;

type ReviewEvent = Parameters<typeof reviewBehind>[2];

/** Has the worker of these routes be the one that runs, before a suite. */
export function enterWorker(): void {
  const backgroundFetch = {
    async get(id: string) {
      const start = running.get(id);
      const abort = async (): Promise<boolean> => {
        if (start && running.delete(id)) aborted.push(start);
        return start !== undefined;
      };
      return start && { id, result: '', downloaded: 0, downloadTotal: 0, abort };
    },
    getIds: async () => [...running.keys()],
  };
  Object.assign(scope.registration, { backgroundFetch });
  scope.clients = Object.assign({}, clients, {
    get: async (id: string) => (id === 'page' && page.lives ? {} : undefined),
    matchAll: async () => [],
  }) as unknown as typeof clients;
  const reportError = (error: unknown): void => assert.unreachable(String((error as Error).stack));
  Object.assign(globalThis, { clients: scope.clients, reportError });
  // All tests share a process, and its listeners stay.
  if (isRegistered) return;
  isRegistered = true;
  registerRoutes(config, {
    ...parts,
    callHook: async ({ id }, event) => void heard.push(`${(event as unknown as Event).type.slice(15)} ${id}`),
  });
}

/** Leaves nothing of what there was, after a test. */
export async function clean(): Promise<void> {
  page.lives = true;
  for (const list of [heard, aborted]) list.length = 0;
  running.clear();
  for (const { id } of await downloads.getAll()) await ask({ type: 'remove', id });
}

/** Puts back what was there, after a suite. */
export async function leaveWorker(): Promise<void> {
  await reviewBehind(routes, [], new FakeExtendableEvent('message') as unknown as ReviewEvent);
  Object.assign(scope.registration, { backgroundFetch: undefined });
  scope.clients = clients;
  Object.assign(globalThis, { clients });
}

export const ask = <T>(question: Question, compiled: Route[] = routes): Promise<T> =>
  askWorker(compiled, question, 'page');
export const seen = async (id: string): Promise<string> => {
  const { state, retry } = (await ask<DownloadSnapshot | undefined>({ type: 'get', id })) ?? {};
  return retry?.for ? `${state} ${retry.for}` : `${state}`;
};
export const pause = (...ids: string[]): Promise<number> => ask({ type: 'pause', ids });

export async function startsOf(question: Question): Promise<Start[]> {
  const plans = await ask<(Plan | Later)[]>(question);
  return plans.filter((plan) => plan.kind === 'start');
}

/** Has the browser take what a page was told to start. */
export async function take(start: Start | undefined): Promise<Start> {
  assert.ok(start);
  running.set(start.id, start);
  for (const id of start.ids ?? [start.id]) await ask({ type: 'started', id });
  return start;
}

export async function begin(id: string, wish = {}): Promise<Start> {
  return take((await ask<Plan>({ type: 'wish', id, wish })) as Start);
}

/** Fires the end of a background fetch. What it has brought: the ends of the URLs; nothing of the others. */
export async function fire(
  type: 'success' | 'fail' | 'abort',
  start: Start,
  complete: string[] = [],
): Promise<void> {
  const records = start.requests.map(({ url }) => {
    const isComplete = type === 'success' || complete.some((end) => url.endsWith(end));
    const responseReady = isComplete ? Promise.resolve(new Response('abc')) : Promise.reject(new TypeError());
    responseReady.catch(() => undefined);
    return { request: new Request(url), responseReady };
  });
  const event = Object.assign(new FakeExtendableEvent(`backgroundfetch${type}`), {
    registration: {
      id: start.id,
      result: type === 'success' ? 'success' : 'failure',
      failureReason: type === 'success' ? '' : type === 'abort' ? 'aborted' : 'fetch-error',
      downloaded: 0,
      downloadTotal: 0,
      matchAll: async () => records,
    },
    updateUI: async () => undefined,
  });
  self.dispatchEvent(event);
  for (const promise of event.promises) await promise;
}

export const namesOf = ({ requests }: Start): string[] => requests.map(({ url }) => url.slice(SCOPE.length));
