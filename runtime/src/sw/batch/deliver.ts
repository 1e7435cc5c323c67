import type { BackgroundFetchRecord, BackgroundFetchRegistration } from '../../shared/background-fetch.ts';
import type { BackgroundFetchEvent } from '../../shared/background-fetch-events.ts';
import { canonicalHref } from '../../shared/canonical-url.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { forEach } from '../commit/for-each.ts';
import { downloads } from '../ledger/downloads.ts';
import { findIn } from '../running.ts';
import { isBatchId } from './batch-id.ts';
import { fire } from './fire.ts';
import type { Member } from './member.ts';
import { findMember, membersOf, resolveIds, toMember } from './members.ts';

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
  await forEach(await membersOf(registration.id), AT_A_TIME, async (entry) => {
    const member = toMember(registration, entry);
    await fire(type, Object.assign(member, { matchAll: await share(entry) } satisfies Partial<Member>));
  });
}

/** Reads the records once for all downloads, and gives each its own. A body can be read once: who comes second asks for it anew. */
function sharing(registration: BackgroundFetchRegistration) {
  const all = registration.matchAll();
  const taken = new Set<BackgroundFetchRecord>();
  return async ({ id }: LedgerEntry): Promise<() => Promise<BackgroundFetchRecord[]>> => {
    const [, files] = await downloads.getWithFiles(id);
    const urls = new Set(files.map(({ request }) => canonicalHref(request.url)));
    return async () => {
      const mine = (await all).filter(({ request }) => urls.has(canonicalHref(request.url)));
      const records = mine.map(async (record) => {
        if (taken.has(record)) return registration.match(record.request);
        taken.add(record);
        return record;
      });
      return (await Promise.all(records)).filter((record) => record !== undefined);
    };
  };
}
