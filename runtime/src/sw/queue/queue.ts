import type { DownloadBatch } from '../../shared/download-snapshot.ts';
import type { ParsedConfig } from '../../shared/parsed-config.ts';
import { retryAfter } from '../../spec/algorithms/retry-after.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { installBatches } from '../batch/deliver.ts';
import { isMember } from '../batch/members.ts';
import { estimate } from '../commit/estimate.ts';
import { downloads } from '../ledger/downloads.ts';
import { isPaused } from '../ledger/is-paused.ts';
import type { Queue } from '../routes/queue.ts';
import { toEntry } from '../routes/to-entry.ts';
import { fetchOf } from '../running.ts';
import { type Obstacle, obstacleOf } from './conditions.ts';
import { keepRecords } from './keep-records.ts';
import { move } from './move.ts';
import { nextAttempt } from './next-attempt.ts';
import { pause } from './pause.ts';
import { released } from './released.ts';
import { release, resume } from './resume.ts';
import { lookAround } from './stand.ts';
import { startsOf } from './starts.ts';
import { updateStored } from './update-stored.ts';
import { wait, waitForOthers } from './wait.ts';
import { wishAll } from './wish-all.ts';

/** Chromium takes no more at a time, of one origin. */
const MOST_RUNNING = 5;

/** What routes need whose downloads wait. */
export function createQueue(config: ParsedConfig): Queue {
  const { concurrency = MOST_RUNNING, routes } = config;
  installBatches();
  const rooms = new WeakMap<DownloadBatch, Promise<boolean>>();
  const hasRoom = async (id: string): Promise<boolean> => {
    const { underWay } = await lookAround();
    return new Set(underWay).add(id).size <= concurrency;
  };
  const byId = new Map(routes.map((route) => [route.id, route]));
  const obstacle = async (entry: LedgerEntry): Promise<Obstacle | undefined> => {
    const given = byId.get(entry.route)?.conditions;
    return given || entry.retry?.for ? obstacleOf(given ?? {}, entry) : undefined;
  };
  let updating: Promise<unknown> | undefined;
  return {
    async wishAll(routes, wishes, asker) {
      await Promise.all(wishes.wishes.map(({ id }) => release(id)));
      return wishAll(routes, wishes, asker);
    },
    isPaused,
    release,
    keep: keepRecords,

    async change(routes, message, asker) {
      switch (message.type) {
        case 'pause':
          return pause(message, asker.event);
        case 'resume':
          return resume(routes, message, asker);
        case 'move':
          return move(message.id, message.to);
        default:
          return undefined;
      }
    },

    starts(compiled, asker, most) {
      if (routes.some(({ update }) => update === 'auto'))
        updating ??= updateStored(config, compiled, asker.event)
          .catch(() => false)
          .then((isMore) => {
            if (isMore) updating = undefined;
          });
      // Pages hear of what is to be started then.
      if (updating) asker.event.waitUntil(updating);
      return startsOf(compiled, asker, { concurrency, obstacle, most });
    },

    async enter(given) {
      let entry = given;
      if (entry.retry && isPaused(entry)) {
        // It was paused while a page was being told to start it.
        if (!released.delete(entry.id)) return wait(entry, entry.retry);
        entry = await downloads.put({ ...entry, retry: undefined });
      }
      if (!byId.get(entry.route)?.retry) return undefined;
      const hindered = await obstacle(entry);
      if (hindered) return waitForOthers(entry, hindered);
      const { id, batch } = entry;
      // Those that are planned together are looked around for once.
      const room = (batch && rooms.get(batch)) ?? hasRoom(batch?.id ?? id);
      if (batch) rooms.set(batch, room);
      return (await room) ? undefined : waitForOthers(entry);
    },

    async fail({ download, entry, previous, failures }) {
      const policy = download.route.options.retry;
      const { retry, before = entry } = previous;
      const { downloaded, downloadTotal } = entry;
      if (retry && isPaused(previous) && previous.wanted)
        return wait({ ...previous, downloaded, downloadTotal, before: { ...before, downloaded } }, retry);
      // What the browser has evicted, or the app has deleted, nobody has asked for again.
      if (!policy || !previous.wanted || previous.state === 'stored') return undefined;
      // Which of them is larger than it was to be, is seen where each comes by itself.
      if (previous.batch && entry.failureReason === 'download-total-exceeded')
        return waitForOthers({ ...entry, before: entry, batch: undefined });
      const next = nextAttempt(policy, previous.retry, failures);
      if (next?.for) {
        const { quota, usage = 0 } = await estimate();
        if (quota !== undefined) next.free = quota - usage;
      }
      return next && wait({ ...entry, before: entry }, next);
    },

    // Of what other scopes of the origin run, which count too, nothing is known here: it is tried again after a while.
    async refuse(download, entry, code) {
      const { before } = entry;
      const policy = download.route.options.retry;
      if (code === 'aborted') {
        if (isMember(entry) && (await fetchOf(entry.id))) {
          await (await fetchOf(entry.id))?.abort();
          return downloads.get(entry.id);
        }
        if (entry.state !== 'waiting' || !entry.retry || before?.state !== 'failed') return undefined;
        return downloads.settle(toEntry(download, before, { state: 'aborted', failureReason: 'aborted' }));
      }
      if (entry.state === 'waiting' && isPaused(entry)) return entry;
      if (entry.state !== 'waiting' || !policy) return undefined;
      // Nobody has pressed for it now, and there may be room later.
      if (code === 'quota-exceeded' && entry.retry) return waitForOthers(entry, 'room');
      // What was put off, and not by a failure, has not been pressed for now.
      const isPutOff = code === 'permission-denied' && entry.retry?.attempt === 0;
      if (code !== 'start-refused' && code !== 'too-many-downloads' && !isPutOff) return undefined;
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
