import type { ParsedConfig } from '../../shared/parsed-config.ts';
import { retryAfter } from '../../spec/algorithms/retry-after.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { installBatches } from '../batch/deliver.ts';
import { downloads } from '../ledger/downloads.ts';
import { isOpen } from '../ledger/is-open.ts';
import type { Queue } from '../routes/queue.ts';
import { toEntry } from '../routes/to-entry.ts';
import { fetchOf } from '../running.ts';
import { type Obstacle, obstacleOf } from './conditions.ts';
import { nextAttempt } from './next-attempt.ts';
import { lookAround } from './stand.ts';
import { startsOf } from './starts.ts';
import { wait, waitForOthers } from './wait.ts';
import { wishAll } from './wish-all.ts';

/** Chromium takes no more at a time, of one origin. */
const MOST_RUNNING = 5;

/** What routes need whose downloads wait. */
export function createQueue({ concurrency = MOST_RUNNING, routes }: ParsedConfig): Queue {
  installBatches();
  const conditions = new Map(routes.map((route) => [route.id, route.conditions]));
  const obstacle = async (entry: LedgerEntry): Promise<Obstacle | undefined> => {
    const given = conditions.get(entry.route);
    return given && obstacleOf(given, entry);
  };
  return {
    wishAll,
    starts: (routes, asker, most) => startsOf(routes, asker, { concurrency, obstacle, most }),

    async enter(entry) {
      const hindered = await obstacle(entry);
      if (hindered) return waitForOthers(entry, hindered);
      const { underWay } = await lookAround();
      return new Set(underWay).add(entry.batch?.id ?? entry.id).size > concurrency
        ? waitForOthers(entry)
        : undefined;
    },

    async fail({ download, entry, previous, failures }) {
      const policy = download.route.options.retry;
      // What the browser has evicted, or the app has deleted, nobody has asked for again.
      if (!policy || !previous.wanted || previous.state === 'stored') return undefined;
      // Which of them is larger than it was to be, is seen where each comes by itself.
      if (previous.batch && entry.failureReason === 'download-total-exceeded')
        return waitForOthers({ ...entry, before: entry, batch: undefined });
      const next = nextAttempt(policy, previous.retry, failures);
      return next && wait({ ...entry, before: entry }, next);
    },

    // Of what other scopes of the origin run, which count too, nothing is known here: it is tried again after a while.
    async refuse(download, entry, code) {
      const { before } = entry;
      const policy = download.route.options.retry;
      if (code === 'aborted') {
        if (entry.batch && isOpen(entry)) {
          await (await fetchOf(entry.id))?.abort();
          return downloads.get(entry.id);
        }
        if (entry.state !== 'waiting' || !entry.retry || before?.state !== 'failed') return undefined;
        return downloads.settle(toEntry(download, before, { state: 'aborted', failureReason: 'aborted' }));
      }
      if (entry.state !== 'waiting' || !policy) return undefined;
      if (code !== 'start-refused' && code !== 'too-many-downloads') return undefined;
      const next = nextAttempt(policy, entry.retry, [{ url: '', reason: 'fetch-error' }]);
      return next && wait(entry, next);
    },

    hint(headers) {
      const now = Date.now();
      const delay = retryAfter(headers.get('retry-after'), now);
      return delay > 0 ? { retryAt: now + delay } : {};
    },
  };
}
