import type { DownloadRetry } from '../../shared/download-snapshot.ts';
import { retryAfter } from '../../spec/algorithms/retry-after.ts';
import type { FetchRow, LedgerEntry } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';
import type { Queue } from '../routes/queue.ts';
import { toEntry } from '../routes/to-entry.ts';
import { nextAttempt } from './next-attempt.ts';
import { lookAround } from './stand.ts';

/** Milliseconds: timers of pages may not go much further. */
const LONGEST = 1e9;

/** Chromium takes no more at a time, of one origin. */
const MOST_RUNNING = 5;

/** What routes with `retry` need. */
export function createQueue(concurrency: number = MOST_RUNNING): Queue {
  return {
    async enter(entry) {
      const { underWay } = await lookAround();
      return new Set(underWay).add(entry.id).size > concurrency ? waitForOthers(entry) : undefined;
    },

    async fail({ download, entry, previous, failures }) {
      const policy = download.route.options.retry;
      // What the browser has evicted, or the app has deleted, nobody has asked for again.
      if (!policy || !previous.wanted || previous.state === 'stored') return undefined;
      const next = nextAttempt(policy, previous.retry, failures);
      return next && wait({ ...entry, before: entry }, next);
    },

    // Of what other scopes of the origin run, which count too, nothing is known here: it is tried again after a while.
    async refuse(download, entry, code) {
      const { before } = entry;
      const policy = download.route.options.retry;
      if (code === 'aborted') {
        if (!entry.retry || before?.state !== 'failed') return undefined;
        return downloads.settle(toEntry(download, before, { state: 'aborted', failureReason: 'aborted' }));
      }
      if (!policy || !(code === 'start-refused' || code === 'too-many-downloads')) return undefined;
      const next = nextAttempt(policy, entry.retry, [{ url: '', reason: 'fetch-error' }]);
      return next && wait(entry, next);
    },

    async due() {
      const now = Date.now();
      const { waiting, underWay } = await lookAround();
      // What has never been put off is what a page has left that has gone.
      const timeOf = ({ retry }: LedgerEntry): number => retry?.at ?? 0;
      const due = waiting.filter((entry) => timeOf(entry) <= now).sort(byTurn);
      const ids = due.slice(0, Math.max(0, concurrency - underWay.size)).map(({ id }) => id);
      if (ids.length === waiting.length) return { ids, later: [] };
      const times = waiting.map(timeOf).filter((time) => time > now);
      return { ids, later: [{ kind: 'later', at: Math.min(now + LONGEST, ...times) }] };
    },

    hint(headers) {
      const now = Date.now();
      const delay = retryAfter(headers.get('retry-after'), now);
      return delay > 0 ? { retryAt: now + delay } : {};
    },
  };
}

/** The most urgent first, and of several the one that has waited the longest. */
function byTurn(a: LedgerEntry, b: LedgerEntry): number {
  const priorityOf = ({ overrides }: LedgerEntry): number => overrides?.priority ?? 0;
  const sinceOf = ({ retry }: LedgerEntry): number => retry?.since ?? 0;
  return priorityOf(b) - priorityOf(a) || sinceOf(a) - sinceOf(b);
}

function waitForOthers(entry: LedgerEntry): Promise<LedgerEntry> {
  const { attempt = 0, since = Date.now() } = entry.retry ?? {};
  return wait(entry, { ...entry.retry, attempt, at: 0, since });
}

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
