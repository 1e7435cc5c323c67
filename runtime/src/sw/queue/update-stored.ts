import type { ParsedConfig } from '../../shared/parsed-config.ts';
import { keysOf } from '../../store/keys-of.ts';
import { changeWaiting } from '../batch/change-waiting.ts';
import { forEach } from '../commit/for-each.ts';
import { downloads } from '../ledger/downloads.ts';
import { findDownload } from '../routes/find-download.ts';
import type { Download, Route } from '../routes/routes.ts';
import { withKnownKeys } from '../wish/sets.ts';
import { answerWish } from '../wish/wish.ts';
import { buildOf, noteBuild, notedBuild } from './build-note.ts';
import { waitForOthers } from './wait.ts';

/** Each is a few reads. */
const AT_A_TIME = 10;

/**
 * Has the stored downloads of routes with `update` wait for what this build has changed in them, once for each build. They are served as they are
 * until all of it has come.
 */
export async function updateStored(
  config: ParsedConfig,
  routes: readonly Route[],
  event: ExtendableEvent,
): Promise<void> {
  const build = await buildOf(config);
  if ((await notedBuild()) === build) return;
  const stored = (await downloads.getAll()).filter(({ state }) => state === 'stored');
  await forEach(stored, AT_A_TIME, async ({ id }) => {
    const download = findDownload(routes, id);
    if (download?.route.options.update !== 'auto' || !(await mayHaveChanged(download))) return;
    // A list that cannot be had now leaves the download as it is.
    const plan = await answerWish(download, {}, { event, client: '' }).catch(() => undefined);
    // Pages hear of what has been put off. Another one's question may have led to it already.
    if (plan?.kind === 'start')
      await changeWaiting(id, async (entry) => {
        if ((await downloads.getFetch(id))?.client === '') await waitForOthers(entry);
      });
  });
  await noteBuild(build);
}

/** Whether it consists of other files now. What a list says, the list alone knows. */
async function mayHaveChanged(download: Download): Promise<boolean> {
  const { id, route } = download;
  if (route.options.lists) return true;
  const [entry, known] = await downloads.getWithFiles(id);
  if (!entry) return false;
  const files = (await route.runTime?.resolve({ download, wish: {}, known, entry })) ?? download.files;
  return keysOf(await withKnownKeys(files, entry, known)) !== keysOf(known);
}
