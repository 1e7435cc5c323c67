import type { BackgroundFetchRecord } from '../../shared/background-fetch.ts';
import type { BackgroundFetchUpdateUIEvent } from '../../shared/background-fetch-events.ts';
import { canonicalHref } from '../../shared/canonical-url.ts';
import type { DownloadFailure } from '../../shared/download-snapshot.ts';
import type { LedgerEntry, LedgerFile } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';
import type { Download } from '../routes/routes.ts';
import { titleOf, toEntry } from '../routes/to-entry.ts';
import { forEach } from './for-each.ts';
import { inTurn } from './in-turn.ts';
import { takeInventory } from './inventory.ts';
import { settle } from './settle.ts';
import { storeRecord } from './store-record.ts';

/**
 * Each holds a response open, so there is a bound. The cache takes them one after the other, and must never wait for one: with 256, a
 * thousand small files take 4 % longer.
 */
const CONCURRENCY = 1024;

/** The fallback engine, whose events are not trusted, has short bodies in memory. */
const FALLBACK_CONCURRENCY = 16;

/** Milliseconds. `updateUI` can hang on Android, and the event has only five minutes. */
const TITLE_PATIENCE = 10_000;

/**
 * Moves the records of a finished background fetch into Cache Storage, each on its own: one that cannot be stored never
 * stops the others. Then the ledger, and last the title of the browser's UI.
 *
 * The browser throws the records away when the event ends, also when the handler threw, and tells nobody again: so
 * bytes come first, and a download that was cut short here is found later by what the cache lacks.
 */
export async function commit(event: BackgroundFetchUpdateUIEvent, download: Download): Promise<LedgerEntry> {
  const entry = await inTurn(download.id, () => commitRecords(event, download));
  event.waitUntil(updateTitle(event, download, entry));
  event.waitUntil(Promise.resolve(download.route.limits?.tidy()));
  return entry;
}

async function commitRecords(event: BackgroundFetchUpdateUIEvent, resolved: Download): Promise<LedgerEntry> {
  const { registration } = event;
  const { id, route } = resolved;
  const [records, [previous, asked], cache] = await Promise.all([
    registration.matchAll(),
    downloads.getWithFiles(id).catch((): [undefined, []] => [undefined, []]),
    caches.open(route.storage.cacheName),
  ]);
  // What was asked for when it started: a build deployed since then has other revisions, and these are not its bytes. What the ledger
  // does not know, or no more, is what the browser says it is.
  const files = previous?.wanted
    ? asked
    : [...records.map(({ request: { url } }) => route.toFile({ url })), ...resolved.files];
  const unanswered = new Map(files.map((file) => [canonicalHref(file.request.url), file]));
  const download: Download = { ...resolved, files: [...unanswered.values()] };
  const marked = markStoring(event, download, previous);
  // Until then nobody would look for its bytes, where the worker is stopped.
  if (!previous?.wanted || previous.state !== 'downloading') await marked;
  const justStored = new Set<string>();
  const failures: DownloadFailure[] = [];
  const take = async (record: BackgroundFetchRecord): Promise<void> => {
    const url = canonicalHref(record.request.url);
    const wanted = unanswered.get(url);
    unanswered.delete(url);
    // It has been removed while it ran.
    if (!wanted) return;
    const fault = await storeRecord(event, record, { route, wanted, cache });
    if (fault) failures.push({ url: wanted.url, ...fault });
    else justStored.add(wanted.key);
  };
  await forEach(records, event.isTrusted ? CONCURRENCY : FALLBACK_CONCURRENCY, take);
  if (registration.result === 'success') {
    const { missing } = await takeInventory({ route, files: [...unanswered.values()] }, event);
    await Promise.all(missing.map(fetchAnew).map(take));
  }
  await marked;
  const failureReason = registration.failureReason || failures[0]?.reason || 'fetch-error';
  return settle(download, event, { failureReason, failures, justStored });
}

/** Chromium keeps no response with `Vary: *`, and calls it a success. */
function fetchAnew({ request: { url, init } }: LedgerFile): BackgroundFetchRecord {
  const request = new Request(url, init as RequestInit);
  return { request, responseReady: fetch(request) };
}

/**
 * Told at once. A ledger that cannot be written must not cost the bytes.
 *
 * What is stored stays so: an event that a worker has been stopped in the middle of is fired again by our engine.
 */
async function markStoring(
  { registration }: BackgroundFetchUpdateUIEvent,
  download: Download,
  previous: LedgerEntry | undefined,
): Promise<unknown> {
  if (previous?.state === 'stored') return undefined;
  const downloaded = (previous?.downloaded ?? 0) + registration.downloaded;
  const entry = toEntry(download, previous, { state: 'storing', downloaded });
  const written = previous?.wanted
    ? downloads.put(entry)
    : downloads.putSet({ ...entry, wanted: Math.min(1, download.files.length) }, download.files);
  // Settling writes it again, and is where an error surfaces.
  return written.catch(() => undefined);
}

async function updateTitle(
  event: BackgroundFetchUpdateUIEvent,
  download: Download,
  entry: LedgerEntry,
): Promise<void> {
  // What is to be asked for again has neither.
  if (entry.state === 'waiting') return;
  const which = entry.state === 'stored' ? 'successTitle' : 'failTitle';
  const template = download.route.options[which];
  const title = entry.overrides?.[which] ?? (template && titleOf(download, template, entry.metadata));
  if (!title) return;
  const patience = new Promise((resolve) => setTimeout(resolve, TITLE_PATIENCE));
  await Promise.race([event.updateUI({ title }), patience]);
}
