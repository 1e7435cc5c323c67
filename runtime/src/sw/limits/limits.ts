import { prefixIn } from '../../shared/namespace.ts';
import type { ParsedConfig } from '../../shared/parsed-config.ts';
import { roomFor } from '../../shared/room.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { bytesOf, estimate } from '../commit/estimate.ts';
import { downloads } from '../ledger/downloads.ts';
import type { Limits } from '../routes/limits.ts';
import { evict } from './evict.ts';
import { noteUse } from './uses.ts';
import { byUse, mayGo, victimsOf } from './victims.ts';

/** Milliseconds: what a page asks next comes first. */
const CALM = 500;

/** Milliseconds from one look behind an answer to the next: age has no more to it. */
const INTERVAL = 60_000;

/** What routes need whose downloads are removed by themselves. */
export function createLimits({ routes }: ParsedConfig): Limits {
  const limited = routes.filter(({ expiration }) => expiration);
  const isLimited = new Set(limited.map(({ id }) => id));
  let lookedAt = 0;
  let turn: Promise<unknown> = Promise.resolve();

  /** One after the other: two that look at the same would both count it. */
  const inOrder = <T>(work: (entries: LedgerEntry[]) => Promise<T>): Promise<T> => {
    const done = turn.then(async () => work(await downloads.getAll()));
    turn = done.catch(() => undefined);
    return done;
  };

  const tidy = (): Promise<void> =>
    inOrder(async (entries) => {
      for (const { id, expiration = {} } of limited)
        for (const own of byNamespace(entries.filter(({ route }) => route === id)))
          for (const victim of victimsOf(own, expiration, Date.now())) await evict(victim);
      // It is done again the next time.
    }).catch(() => undefined);

  /** Gives whether there are as many bytes more now, for the download with an id. */
  const makeRoom = (id: string, bytes: number): Promise<boolean> =>
    inOrder(async (entries) => {
      const candidates = byUse(entries).filter(
        (entry) =>
          entry.id !== id &&
          prefixIn(entry.id) === prefixIn(id) &&
          mayGo(entry) &&
          isLimited.has(entry.route),
      );
      let left = bytes;
      if (candidates.reduce((sum, { downloaded }) => sum + downloaded, 0) < bytes) return false;
      for (const candidate of candidates) {
        if (left <= 0) break;
        if (await evict(candidate)) left -= candidate.downloaded;
      }
      return left <= 0;
    });

  return {
    tidy,

    tidyBehind(event) {
      const now = Date.now();
      if (Math.abs(now - lookedAt) < INTERVAL) return;
      lookedAt = now;
      event.waitUntil(new Promise((resolve) => setTimeout(resolve, CALM)).then(tidy));
    },

    noteUse(event, url) {
      event.waitUntil(noteUse(url).catch(() => undefined));
    },

    async again(registration, request, came) {
      // At least one goes where nobody says how large it is.
      const bytes = Number(came.headers.get('content-length')) || 1;
      const isMade = await makeRoom(registration.id, bytes).catch(() => false);
      return isMade ? registration.match(request) : undefined;
    },

    async prepare(id, files) {
      const { missing } = roomFor(bytesOf(files), await estimate());
      if (missing > 0) await makeRoom(id, missing).catch(() => undefined);
    },
  };
}

/** Nobody's downloads have those of another user removed. */
function byNamespace(entries: readonly LedgerEntry[]): LedgerEntry[][] {
  const groups = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const prefix = prefixIn(entry.id);
    groups.set(prefix, [...(groups.get(prefix) ?? []), entry]);
  }
  return [...groups.values()];
}
