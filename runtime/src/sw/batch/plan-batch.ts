import type { DownloadBatch } from '../../shared/download-snapshot.ts';
import type { Plan, Start, Wish } from '../../shared/protocol.ts';
import { downloads } from '../ledger/downloads.ts';
import type { Download } from '../routes/routes.ts';
import type { Asker } from '../wish/asker.ts';
import { answerWish } from '../wish/wish.ts';
import { createBatchId } from './batch-id.ts';

/** What a blow may cost: what one background fetch brings is stored when all of it is there. */
const MOST_DOWNLOADS = 50;
const MOST_BYTES = 512 * 2 ** 20;

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
  /** The first error of those that could not be planned; the others have been. */
  error?: unknown;
}

/** Plans one background fetch for what several downloads lack. */
export async function planBatch(
  asked: readonly Asked[],
  title: string | undefined,
  asker: Asker,
): Promise<BatchPlan> {
  const batch: DownloadBatch = { id: createBatchId(), title, share: 1 };
  const result: BatchPlan = { plans: [], start: undefined, left: [] };
  const starts: Start[] = [];
  let bytes = 0;
  for (const { download, wish } of asked)
    try {
      const plan = await answerWish(download, wish, { ...asker, batch });
      if (plan.kind !== 'start') {
        result.plans.push(plan);
        continue;
      }
      bytes += plan.options.downloadTotal ?? 0;
      const isFull = starts.length === MOST_DOWNLOADS || (starts.length > 0 && bytes > MOST_BYTES);
      if (isFull || result.left.length > 0) result.left.push(plan.id);
      else starts.push(plan);
    } catch (error) {
      result.error ??= error;
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
  for (const start of starts) {
    const entry = await downloads.get(start.id);
    const share = weightOf(start) / whole;
    if (entry) await downloads.put({ ...entry, batch: isAlone ? undefined : { ...batch, share } });
  }
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
