import * as assert from 'uvu/assert';
import type { DownloadSnapshot } from '../../src/shared/download-snapshot.ts';
import type { News, Plan } from '../../src/shared/protocol.ts';
import type { Route } from '../../src/sw/routes/routes.ts';
import { askWorker, type Question } from './ask-worker.ts';
import { compileRoutes } from './compile-routes.ts';
import { FakeExtendableEvent, SCOPE, scope } from './worker-scope.ts';

const { installNamespaces, namespaces } = await import('../../src/sw/ledger/namespaces.ts');
const { commit } = await import('../../src/sw/commit/commit.ts');
const { noteAbort } = await import('../../src/sw/commit/note-abort.ts');
const { downloads } = await import('../../src/sw/ledger/downloads.ts');
const { findDownload } = await import('../../src/sw/routes/find-download.ts');
const { serve } = await import('../../src/sw/serve/serve.ts');

/** Routes whose downloads are kept apart: one whose downloads wait, and one in the default cache. */
export const routes: Route[] = compileRoutes(
  {
    namespaces: true,
    routes: [
      {
        id: 'episode/:n',
        requests: [{ url: 'media/:n.mp3' }],
        cacheName: 'episodes',
        retry: { limit: 2, delays: [0], jitter: 0, giveUpAfter: 3600 },
      },
      { id: 'letter/:n', requests: [{ url: 'letters/:n.txt' }] },
    ],
  },
  `${SCOPE}sw.js`,
  [],
);

/** What the browser runs: the ids of its background fetches. */
export const running: Set<string> = new Set();

async function abort(id: string): Promise<boolean> {
  const download = findDownload(routes, id);
  running.delete(id);
  if (download) void noteAbort({} as Parameters<typeof noteAbort>[0], download);
  return true;
}

/** What pages have been told. */
export const told: News[] = [];

const manager = {
  get: async (id: string) =>
    running.has(id) ? { id, result: '', downloadTotal: 0, abort: () => abort(id) } : undefined,
  getIds: async () => [...running],
};

const kept = namespaces();
const { clients: others } = scope;
const clients = {
  matchAll: async () => [{ postMessage: (news: News) => told.push(structuredClone(news)) }],
  get: async (id: string) => (id === 'page' ? {} : undefined),
};
// All tests share a process, and only these have namespaces.
installNamespaces(undefined);

/** Has the worker of these routes be the one that runs, before a suite. */
export function enterWorker(): void {
  installNamespaces(kept);
  Object.assign(scope.registration, { backgroundFetch: manager });
  Object.assign(scope, { clients });
  Object.assign(globalThis, { clients });
}

/** Puts back what was there, after a suite. */
export function leaveWorker(): void {
  installNamespaces(undefined);
  Object.assign(scope.registration, { backgroundFetch: undefined });
  Object.assign(scope, { clients: others });
  Object.assign(globalThis, { clients: others });
}

/** Leaves nothing of what there was. */
export async function clean(): Promise<void> {
  running.clear();
  for (const entry of await downloads.getAll()) await downloads.delete(entry);
  for (const name of await scope.caches.keys()) await scope.caches.delete(name);
  await use('');
  told.length = 0;
}

/** What a page is answered. */
export function ask<T>(question: Question, client = 'page'): Promise<T> {
  return askWorker(routes, question, client);
}

/** The ids that a page sees. */
export async function listed(): Promise<string[]> {
  return (await ask<DownloadSnapshot[]>({ type: 'list' })).map(({ id }) => id);
}

export const use = (namespace?: string): Promise<string> => ask({ type: 'use', namespace } as Question);

/** Starts a download as a page does. Gives the id of its background fetch. */
export async function begin(id: string): Promise<string> {
  const plan = await ask<Plan>({ type: 'wish', id, wish: {} });
  assert.ok(plan.kind === 'start', JSON.stringify(plan));
  running.add(plan.id);
  await ask({ type: 'started', id: plan.id });
  return plan.id;
}

/** Ends what runs, with this body for its only file; undefined: a server that is busy. */
export async function end(fetchId: string, body: string | undefined): Promise<void> {
  const download = findDownload(routes, fetchId);
  assert.ok(download);
  running.delete(fetchId);
  const [file] = download.files;
  const isRight = body !== undefined;
  const registration = {
    id: fetchId,
    result: isRight ? 'success' : 'failure',
    failureReason: isRight ? '' : 'bad-status',
    downloaded: 0,
    downloadTotal: 0,
    matchAll: async () => [
      {
        request: new Request(file?.request.url ?? ''),
        responseReady: Promise.resolve(new Response(body ?? '', { status: isRight ? 200 : 503 })),
      },
    ],
  };
  const event = Object.assign(new FakeExtendableEvent('backgroundfetchsuccess'), {
    registration,
    updateUI: async () => undefined,
  });
  await commit(event as unknown as Parameters<typeof commit>[0], download);
}

/** Downloads something to its end. */
export async function store(id: string, body: string): Promise<void> {
  await end(await begin(id), body);
}

/** Other files' workers may listen in the same process. */
class PassedEvent extends FakeExtendableEvent {
  constructor(type: string, init: object) {
    super(type);
    Object.assign(this, init);
  }
}

/** What a page that asks for a URL gets; `network` where nothing is stored. */
export async function served(path: string): Promise<string> {
  let answer: Promise<Response> | undefined;
  const event = Object.assign(new FakeExtendableEvent('fetch'), {
    request: new Request(`${SCOPE}${path}`),
    respondWith: (given: Promise<Response>) => {
      answer = given;
    },
  });
  const { fetch } = globalThis;
  const { FetchEvent } = globalThis as { FetchEvent?: unknown };
  Object.assign(globalThis, { fetch: async () => new Response('network'), FetchEvent: PassedEvent });
  try {
    serve(event as unknown as Parameters<typeof serve>[0], routes);
    return (await (await answer)?.text()) ?? 'nobody';
  } finally {
    Object.assign(globalThis, { fetch, FetchEvent });
  }
}

/** The bytes that are found by a page that looks where the worker says. */
export async function located(path: string): Promise<string | undefined> {
  const found = await ask<{ cacheName: string; key: string } | undefined>({
    type: 'locate',
    url: `${SCOPE}${path}`,
  });
  return found && (await scope.caches.match(found.key, found))?.text();
}
