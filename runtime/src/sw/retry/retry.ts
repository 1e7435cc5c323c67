import { backgroundFetchOf } from '../../shared/background-fetch.ts';
import type { DownloadRetry } from '../../shared/download-snapshot.ts';
import { retryAfter } from '../../spec/algorithms/retry-after.ts';
import type { FetchRow, LedgerEntry } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';
import type { Retry } from '../routes/retry.ts';
import { toEntry } from '../routes/to-entry.ts';
import { nextAttempt } from './next-attempt.ts';

declare const self: ServiceWorkerGlobalScope;

/** Milliseconds: timers of pages may not go much further. */
const LONGEST = 1e9;

/** Chromium takes no more at a time, of one origin. */
const MOST_RUNNING = 5;

/** What routes with `retry` need. */
export const retry: Retry = {
  async fail({ download, entry, previous, failures }) {
    const policy = download.route.options.retry;
    // What the browser has evicted, or the app has deleted, nobody has asked for again.
    if (!policy || !previous.wanted || previous.state === 'stored') return undefined;
    const next = nextAttempt(policy, previous.retry, failures);
    return next && wait({ ...entry, before: entry }, next);
  },

  async refuse(download, entry, code) {
    const { before } = entry;
    const policy = download.route.options.retry;
    if (code === 'aborted') {
      if (!entry.retry || before?.state !== 'failed') return undefined;
      return downloads.settle(toEntry(download, before, { state: 'aborted', failureReason: 'aborted' }));
    }
    const { attempt = 0, since = Date.now() } = entry.retry ?? {};
    if (code === 'too-many-downloads') return wait(entry, { attempt, at: 0, since });
    if (!policy || code !== 'start-refused') return undefined;
    const next = nextAttempt(policy, entry.retry, [{ url: '', reason: 'fetch-error' }]);
    return next && wait(entry, next);
  },

  async isLater({ retry: state }, starts) {
    if (!state) return false;
    const now = Date.now();
    let { at } = state;
    if (at <= now) {
      const running = (await backgroundFetchOf(self.registration)?.getIds()) ?? [];
      const others = starts.filter(({ kind }) => kind === 'start');
      if (running.length + others.length < MOST_RUNNING) return false;
      at = Number.POSITIVE_INFINITY;
    }
    at = Math.min(at, now + LONGEST);
    const later = starts.find((start) => start.kind === 'later');
    if (later) later.at = Math.min(later.at, at);
    else starts.push({ kind: 'later', at });
    return true;
  },

  hint(headers) {
    const now = Date.now();
    const wait = retryAfter(headers.get('retry-after'), now);
    return wait > 0 ? { retryAt: now + wait } : {};
  },
};

/** Writes down that a download waits, for any page to start it. */
function wait(entry: LedgerEntry, retry: DownloadRetry): Promise<LedgerEntry> {
  const { id, wanted } = entry;
  return downloads.put({ ...entry, state: 'waiting', retry }, ({ fetches }) => {
    fetches.put({
      id,
      downloads: [{ id, set: wanted }],
      client: '',
      startedAt: Date.now(),
    } satisfies FetchRow);
  });
}
