import type { BackgroundFetchRecord, BackgroundFetchRegistration } from '../../shared/background-fetch.ts';
import type { BackgroundFetchEvent } from '../../shared/background-fetch-events.ts';
import { canonicalHref } from '../../shared/canonical-url.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';
import { isPaused } from '../ledger/is-paused.ts';
import { findIn } from '../running.ts';
import { isBatchId } from './batch-id.ts';
import { fire } from './fire.ts';
import { createGate } from './gate.ts';
import type { Member } from './member.ts';
import { findMember, membersOf, pausedOf, resolveIds, toMember } from './members.ts';

declare const self: ServiceWorkerGlobalScope;

/** How many downloads are stored at a time. */
const AT_A_TIME = 4;

const TYPES = [
  'backgroundfetchsuccess',
  'backgroundfetchfail',
  'backgroundfetchabort',
  'backgroundfetchclick',
];

let isInstalled = false;

/**
 * Has background fetches bring several downloads: what happens to one of them happens to each of its downloads, as an event that says
 * so, and each is found as if it had a background fetch of its own. Call it while the worker's script is first evaluated.
 */
export function installBatches(): void {
  if (isInstalled) return;
  isInstalled = true;
  findIn({ find: findMember, resolve: resolveIds });
  for (const type of TYPES)
    self.addEventListener(type, ((event: BackgroundFetchEvent) => {
      if (isBatchId(event.registration.id)) event.waitUntil(deliver(event));
    }) as EventListener);
}

async function deliver({ type, registration }: BackgroundFetchEvent): Promise<void> {
  if (type === 'backgroundfetchclick') {
    const [first] = (await downloads.getAll()).filter(({ batch }) => batch?.id === registration.id);
    if (first) await fire(type, toMember(registration, first));
    return;
  }
  const share = sharing(registration);
  const gate = createGate(AT_A_TIME);
  // All at once, so that each has its turn: nobody is to take one for lost whose records are still to be stored.
  const members = await membersOf(registration.id);
  // Those that are paused have left the others, and what has come of them is kept.
  const paused = await pausedOf(registration.id);
  await Promise.all(
    [...members, ...paused].map(async (entry) => {
      const member = toMember(registration, entry);
      const matchAll = (): Promise<BackgroundFetchRecord[]> => gate.enter(entry.id).then(() => share(entry));
      await fire(
        isPaused(entry) ? 'backgroundfetchabort' : type,
        Object.assign(member, { matchAll } satisfies Partial<Member>),
      );
      gate.leave(entry.id);
    }),
  );
}

/** Reads the records once for all downloads, and gives each its own. A body can be read once: who comes second asks for it anew. */
function sharing(registration: BackgroundFetchRegistration) {
  let all: Promise<BackgroundFetchRecord[]> | undefined;
  const taken = new Set<BackgroundFetchRecord>();
  return async ({ id }: LedgerEntry): Promise<BackgroundFetchRecord[]> => {
    all ??= registration.matchAll();
    const [, files] = await downloads.getWithFiles(id);
    const urls = new Set(files.map(({ request }) => canonicalHref(request.url)));
    const mine = (await all).filter(({ request }) => urls.has(canonicalHref(request.url)));
    const records = mine.map(async (record) => {
      if (taken.has(record)) return registration.match(record.request);
      taken.add(record);
      return record;
    });
    return (await Promise.all(records)).filter((record) => record !== undefined);
  };
}
