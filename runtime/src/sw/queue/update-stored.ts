import type { ParsedConfig } from '../../shared/parsed-config.ts';
import { keysOf } from '../../store/keys-of.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { forEach } from '../commit/for-each.ts';
import { inTurn } from '../commit/in-turn.ts';
import { removing } from '../commit/removing.ts';
import { downloads } from '../ledger/downloads.ts';
import { isOpen } from '../ledger/is-open.ts';
import { findDownload } from '../routes/find-download.ts';
import type { Download, Route } from '../routes/routes.ts';
import { withKnownKeys } from '../wish/sets.ts';
import { planWish } from '../wish/wish.ts';
import { buildOf, noteBuild, notedBuild } from './build-note.ts';
import { waitForOthers } from './wait.ts';

/** Each is a few reads. */
const AT_A_TIME = 10;

/**
 * Has the stored downloads of routes with `update` wait for what this build has changed in them, once for each build. They are served as they are
 * until all of it has come. Pages hear of what has been put off, and start it.
 *
 * @returns whether there is more to look at: what runs has been asked for by an earlier build, and may end as that has it.
 */
export async function updateStored(
  config: ParsedConfig,
  routes: readonly Route[],
  event: ExtendableEvent,
): Promise<boolean> {
  const build = await buildOf(config);
  if ((await notedBuild()) === build) return false;
  let isMore = false;
  let isThrough = true;
  await forEach(await downloads.getAll(), AT_A_TIME, async (entry) => {
    const download = findDownload(routes, entry.id);
    if (download?.route.options.update !== 'auto') return;
    isMore ||= isOpen(entry);
    if (!isServed(entry) || !(await mayHaveChanged(download).catch(() => false))) return;
    await inTurn(entry.id, () => putOff(download, event)).catch(() => {
      isThrough = false;
    });
  });
  if (isThrough && !isMore) await noteBuild(build);
  return isMore;
}

/** A list that cannot be had now leaves the download as it is: it is asked for again by the next worker. In turn. */
async function putOff(download: Download, event: ExtendableEvent): Promise<void> {
  const entry = await downloads.get(download.id);
  // It may have been removed or asked for meanwhile.
  if (entry && isServed(entry) && !removing.has(entry.id))
    await planWish(download, {}, { event, client: '', putOff: waitForOthers });
}

/** Whether there is something of it that another build may replace, and nothing under way that does. */
function isServed({ state, complete }: LedgerEntry): boolean {
  return state === 'stored' || (state === 'failed' && complete > 0);
}

/** Whether it consists of other files now. What a list says, the list alone knows. */
async function mayHaveChanged(download: Download): Promise<boolean> {
  const { id, route } = download;
  if (route.options.lists) return true;
  const [entry, known] = await downloads.getWithFiles(id);
  if (!entry) return false;
  const asked = { download, wish: {}, known, entry, previous: entry };
  const files = (await route.runTime?.resolve(asked)) ?? download.files;
  return keysOf(await withKnownKeys(files, entry, known)) !== keysOf(known);
}
