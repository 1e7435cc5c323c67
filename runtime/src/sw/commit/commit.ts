import type { BackgroundFetchRecord } from '../../shared/background-fetch.ts';
import type { BackgroundFetchUpdateUIEvent } from '../../shared/background-fetch-events.ts';
import { canonicalHref } from '../../shared/canonical-url.ts';
import type { DownloadFailure } from '../../shared/download-snapshot.ts';
import { fillText } from '../../shared/fill.ts';
import type { LedgerEntry, LedgerRequest } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';
import type { Download, ResolvedDownload } from '../routes/routes.ts';
import { toEntry } from './entry.ts';
import { forEach } from './for-each.ts';
import { takeInventory } from './inventory.ts';
import { settle } from './settle.ts';
import { storeRecord } from './store-record.ts';

/** Each holds a response open, so there is a bound; the cache takes them one after the other, and must never wait for one. */
const CONCURRENCY = 256;

/** The fallback engine, whose events are not trusted, has short bodies in memory. */
const FALLBACK_CONCURRENCY = 16;

/** Milliseconds. `updateUI` can hang on Android, and the event has only five minutes. */
const TITLE_PATIENCE = 10_000;

const committing = new Map<string, Promise<unknown>>();

/** The commit of a download that is running now, or undefined. */
export function commitOf(id: string): Promise<unknown> | undefined {
  return committing.get(id);
}

/**
 * Moves the records of a finished background fetch into Cache Storage, each on its own: one that cannot be stored never
 * stops the others. Then the ledger, and last the title of the browser's UI.
 *
 * The browser throws the records away when the event ends, also when the handler threw, and tells nobody again: so
 * bytes come first, and a download that was cut short here is found later by what the cache lacks.
 */
export async function commit(event: BackgroundFetchUpdateUIEvent, download: ResolvedDownload): Promise<void> {
  const work = commitRecords(event, download);
  committing.set(download.id, work);
  const entry = await work.finally(() => committing.delete(download.id));
  await updateTitle(event, download, entry);
}

async function commitRecords(
  event: BackgroundFetchUpdateUIEvent,
  resolved: ResolvedDownload,
): Promise<LedgerEntry> {
  const { registration } = event;
  const { strategy } = resolved.route;
  const [previous, cache, records] = await Promise.all([
    downloads.get(resolved.id).catch(() => undefined),
    caches.open(strategy.cacheName),
    registration.matchAll(),
  ]);
  const download: Download = { ...resolved, requests: plannedRequests(resolved, previous) };
  const marked = markStoring(event, download, previous);
  const unanswered = new Map(download.requests.map((request) => [canonicalHref(request.url), request]));
  const justStored = new Set<string>();
  const failures: DownloadFailure[] = [];
  const take = async (record: BackgroundFetchRecord): Promise<void> => {
    const url = canonicalHref(record.request.url);
    const wanted = unanswered.get(url);
    unanswered.delete(url);
    const failure = await storeRecord(event, record, { strategy, wanted, cache });
    if (failure) failures.push(failure);
    else if (wanted) justStored.add(wanted.key);
  };
  await forEach(records, event.isTrusted ? CONCURRENCY : FALLBACK_CONCURRENCY, take);
  if (registration.result === 'success') {
    const { missing } = await takeInventory(strategy, [...unanswered.values()], event);
    await Promise.all(fetchAnew(resolved, missing).map(take));
  }
  await marked;
  const failureReason = registration.failureReason || failures[0]?.reason || 'fetch-error';
  return settle(download, event, { failureReason, failures, justStored });
}

/** Chromium keeps no response with `Vary: *`, and calls it a success. Of another build's files these would not be the bytes. */
function fetchAnew({ requests }: ResolvedDownload, missing: LedgerRequest[]): BackgroundFetchRecord[] {
  const keys = new Set(missing.map(({ key }) => key));
  return requests
    .filter(({ key }) => keys.has(key))
    .map(({ href, options }) => {
      const request = new Request(href, options as RequestInit);
      return { request, responseReady: fetch(request) };
    });
}

/** What was asked for when it started: a build deployed since then has other revisions, and these are not its bytes. */
function plannedRequests(resolved: ResolvedDownload, previous: LedgerEntry | undefined): LedgerRequest[] {
  return previous?.state === 'downloading' ? previous.requests : resolved.requests;
}

/** Told at once, but never awaited before the bytes. A ledger that cannot be written must not cost them either. */
async function markStoring(
  { registration }: BackgroundFetchUpdateUIEvent,
  download: Download,
  previous: LedgerEntry | undefined,
): Promise<void> {
  try {
    const downloaded = (previous?.downloaded ?? 0) + registration.downloaded;
    await downloads.put(toEntry(download, previous, { state: 'storing', downloaded, failureReason: '' }));
  } catch {
    // Settling writes it again, and is where an error surfaces.
  }
}

async function updateTitle(
  event: BackgroundFetchUpdateUIEvent,
  { params, route }: ResolvedDownload,
  entry: LedgerEntry,
): Promise<void> {
  const { successTitle, failTitle } = route.options;
  const title = entry.state === 'stored' ? successTitle : failTitle;
  if (title === undefined) return;
  const patience = new Promise((resolve) => setTimeout(resolve, TITLE_PATIENCE));
  await Promise.race([event.updateUI({ title: fillText(title, params) }), patience]);
}
