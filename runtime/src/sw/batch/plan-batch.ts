import type { DownloadBatch } from '../../shared/download-snapshot.ts';
import type { Plan, Start, Wish } from '../../shared/protocol.ts';
import { delivered } from '../commit/delivery.ts';
import { forEach } from '../commit/for-each.ts';
import { downloads } from '../ledger/downloads.ts';
import type { Asker } from '../routes/asker.ts';
import type { Download } from '../routes/routes.ts';
import { isRunning } from '../running.ts';
import { answerWish } from '../wish/wish.ts';
import { batchIdOf } from './batch-id.ts';
import { changeWaiting } from './change-waiting.ts';

/** What a blow may cost: what one background fetch brings is stored when all of it is there. */
const MOST_DOWNLOADS = 50;
const MOST_BYTES = 512 * 2 ** 20;

/** Milliseconds. A press that starts a download counts no longer than a few seconds. */
const PATIENCE = 1_000;

/** Each is a few reads and writes, and may be a list that has to be fetched. */
const AT_A_TIME = 10;

/** Characters of a title that is made of others. */
const LONGEST_TITLE = 80;

/** One of several downloads that are asked for together. */
export interface Asked {
  download: Download;
  wish: Wish;
}

/** What becomes of several downloads that are asked for together. */
export interface BatchPlan {
  /** Of each, in order, that is not to be started now. */
  plans: Plan[];
  /** One background fetch for what is missing of the others. */
  start: Start | undefined;
  /** The ids of those that are too many for one. */
  left: string[];
}

/** Plans one background fetch for what several downloads lack. One that cannot be planned now keeps none of the others. */
export async function planBatch(
  asked: readonly Asked[],
  title: string | undefined,
  asker: Asker,
): Promise<BatchPlan> {
  const ids = asked.map(({ download }) => download.id);
  // It has a share when it comes: what waits now, for room or for the others, only belongs to those.
  const batch: DownloadBatch = { id: await batchIdOf(ids), title, share: 0 };
  // What has ended is told by an event, which must not come upon what is begun now.
  await Promise.all(ids.map(async (id) => (await isRunning(id)) || delivered(id, PATIENCE)));
  const result: BatchPlan = { plans: [], start: undefined, left: [] };
  const answers = new Map<string, Plan>();
  await forEach(asked, AT_A_TIME, async ({ download, wish }) => {
    // Who asks for one by itself is told why it cannot be planned.
    const plan = await answerWish(download, wish, { ...asker, batch }).catch(() => undefined);
    if (plan) answers.set(download.id, plan);
  });
  const starts: Start[] = [];
  let bytes = 0;
  for (const id of ids) {
    const plan = answers.get(id);
    if (plan?.kind !== 'start') {
      if (plan) result.plans.push(plan);
      continue;
    }
    bytes += plan.options.downloadTotal ?? 0;
    const isFull = starts.length === MOST_DOWNLOADS || (starts.length > 0 && bytes > MOST_BYTES);
    if (isFull || result.left.length > 0) result.left.push(id);
    else starts.push(plan);
  }
  return { ...result, start: starts.length > 0 ? await together(starts, batch) : undefined };
}

async function together(starts: readonly Start[], batch: DownloadBatch): Promise<Start> {
  const [first] = starts as [Start];
  const isKnown = starts.every(({ options }) => options.downloadTotal);
  const weightOf = ({ options, requests }: Start): number =>
    (isKnown ? options.downloadTotal : requests.length) ?? 0;
  const whole = starts.reduce((sum, start) => sum + weightOf(start), 0);
  const isAlone = starts.length === 1;
  await Promise.all(
    starts.map(async (start) => {
      const share = weightOf(start) / whole;
      await changeWaiting(start.id, (entry) =>
        downloads.put({ ...entry, batch: isAlone ? undefined : { ...batch, share } }),
      );
    }),
  );
  if (isAlone) return first;
  const requests = starts.flatMap((start) => start.requests);
  const byText = new Map(requests.map((request) => [JSON.stringify(request), request]));
  const titles = starts.map(({ options }) => options.title).join(', ');
  return {
    kind: 'start',
    id: batch.id,
    ids: starts.map(({ id }) => id),
    requests: [...byText.values()],
    options: {
      ...first.options,
      title: batch.title ?? (titles.length > LONGEST_TITLE ? `${titles.slice(0, LONGEST_TITLE)}…` : titles),
      downloadTotal: isKnown ? whole : 0,
    },
  };
}
