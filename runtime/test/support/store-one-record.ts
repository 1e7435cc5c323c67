import * as assert from 'uvu/assert';
import type { BackgroundFetchFailureReason } from '../../src/shared/background-fetch.ts';
import type { BackgroundFetchUpdateUIEvent } from '../../src/shared/background-fetch-events.ts';
import { NO_PAGE } from '../../src/shared/no-page.ts';
import type { ParsedRoute } from '../../src/shared/parsed-config.ts';
import type { LedgerFile } from '../../src/store/schema.ts';
import type { Fault } from '../../src/sw/commit/judge-response.ts';
import type { RouteStorage } from '../../src/sw/serve/route-storage.ts';
import type { RouteStrategy } from '../../src/sw/serve/route-strategy.ts';
import { ledgerFile } from './ledger-file.ts';
import { FakeExtendableEvent, SCOPE, scope } from './worker-scope.ts';

const { plainStorage } = await import('../../src/sw/serve/plain-storage.ts');
const strategies = await import('../../src/sw/serve/route-strategy.ts');
const { storeRecord } = await import('../../src/sw/commit/store-record.ts');

/** The URL of a record, and the key under which its download has it. */
export const RECORD_URL: string = `${SCOPE}a.bin`;
export const RECORD_KEY: string = `${RECORD_URL}?__WB_REVISION__=h1`;

/** One record, and what its download and its background fetch say. */
interface OneRecord {
  url?: string;
  response: Response | Promise<Response>;
  wanted?: LedgerFile;
  failureReason?: BackgroundFetchFailureReason;
  plugins?: ConstructorParameters<typeof RouteStrategy>[0];
}

/** A record with what is to come of it: why it is not stored, and what is in the cache. */
export type RecordCase = [
  name: string,
  of: () => OneRecord,
  failure: Fault | undefined,
  stored: Record<string, string>,
];

const options: ParsedRoute = { id: '*', pattern: [], template: '*', requests: [], noPage: NO_PAGE };

let caches = 0;

/** Stores a record in a cache of its own, and again without Workbox where there are no plugins; both times what is expected comes of it. */
export async function checkRecord([, of, failure, stored]: RecordCase): Promise<void> {
  // Workbox looks at the class of events; other tests of this process have one of their own.
  Object.assign(globalThis, { ExtendableEvent: FakeExtendableEvent });
  const cacheName = `store-record-${++caches}`;
  const given = of();
  const strategy = new strategies.RouteStrategy({ ...given.plugins, cacheName });
  assert.equal(await store(given, strategy), { failure, stored });
  if (given.plugins) return;
  assert.equal(await store(of(), plainStorage(`${cacheName}-plain`)), { failure, stored });
}

/** What has come of a record. */
interface Outcome {
  failure: Fault | undefined;
  stored: Record<string, string>;
}

async function store(
  { url = RECORD_URL, response, failureReason = '', wanted = ledgerFile(url) }: OneRecord,
  storage: RouteStorage,
): Promise<Outcome> {
  const cache = await scope.caches.open(storage.cacheName);
  const event = Object.assign(new FakeExtendableEvent('backgroundfetchsuccess'), {
    registration: { result: failureReason === '' ? 'success' : 'failure', failureReason },
  }) as unknown as BackgroundFetchUpdateUIEvent;
  const record = { request: new Request(url), responseReady: Promise.resolve(response) };
  const failure = await storeRecord(event, record, {
    route: { storage, options, queue: undefined, integrity: undefined, limits: undefined },
    wanted,
    cache,
  });
  const stored = await Promise.all(
    (await cache.keys()).map(async ({ url }) => [url, await (await cache.match(url))?.text()]),
  );
  return { failure, stored: Object.fromEntries(stored) };
}

export const body = (text: string, init: ResponseInit = {}): Response => new Response(text, init);

/** What the download wants, where it knows the size. */
export const sized = (size: number): LedgerFile => ledgerFile(RECORD_URL, { key: RECORD_KEY, size });
