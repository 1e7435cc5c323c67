import { result } from '../../store/requests.ts';
import type { FetchRow, LedgerFile, WishRow } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';
import { refusal } from '../refusal.ts';
import type { Asked, RunTime } from '../routes/run-time.ts';
import { refuse } from '../wish/refuse.ts';
import { filesOfEach } from './each.ts';
import { filesOfList } from './lists.ts';
import { filesOfPage } from './page-requests.ts';
import { textAt } from './text-at.ts';

/** What routes with `page`, `each`, `list` and `:metadata.…` need. */
export const runTime: RunTime = {
  async resolve(asked) {
    const { download, entry } = asked;
    const wish = { ...asked.wish, metadata: entry.metadata };
    const { page, each, lists } = download.route.options;
    if (!page && !each && !lists) return undefined;
    const { id } = download;
    // What only a list knows is written down as it was asked for.
    if (lists)
      await downloads.add(entry, ({ fetches, wishes }) => {
        fetches.put({ id, downloads: [], client: '', startedAt: Date.now() } satisfies FetchRow);
        wishes.put({ id, wish } satisfies WishRow);
      });
    try {
      return await filesOf(asked);
    } catch (error) {
      if (lists) await restore(asked);
      throw error;
    }
  },
  async wishOf(id) {
    const row = await downloads.read<WishRow | undefined>(({ wishes }) => result(wishes.get(id)));
    return row?.wish;
  },
  textAt,
};

/** Has a download be what it was. One that waits goes on waiting, and that was one attempt where its route counts them. */
async function restore({ download, previous }: Asked): Promise<void> {
  const { id, route } = download;
  if (previous?.state !== 'waiting') {
    await refuse(id, undefined);
    return;
  }
  await downloads.put({ ...previous });
  if (route.options.retry) await refuse(id, download, 'start-refused');
}

async function filesOf({
  download,
  wish: { requests },
  known,
  entry: { metadata },
}: Asked): Promise<LedgerFile[]> {
  const { id, route, files } = download;
  const { each = [], lists = [], page } = route.options;
  // What is wrong with what the page gives is told before anything is fetched.
  const given = page && requests && filesOfPage(download, requests);
  const found = [
    ...files,
    ...each.flatMap((row) => filesOfEach(download, row, metadata)),
    ...(await Promise.all(lists.map((list) => filesOfList(download, list)))).flat(),
  ];
  const urls = new Set(found.map(({ url }) => url));
  const all = [...found, ...(given ?? (page ? known.filter(({ url }) => !urls.has(url)) : []))];
  if (page && all.length === 0) throw refusal('missing-requests', { id });
  return once(id, all);
}

/**
 * Leaves one of each that are the same.
 *
 * @throws Refusal `conflicting-requests`
 */
function once(id: string, files: readonly LedgerFile[]): LedgerFile[] {
  const byUrl = new Map<string, LedgerFile>();
  const brought = new Map<string, string>();
  for (const file of files) {
    const { url, key, request } = file;
    const other = byUrl.get(url);
    if (other && (other.key !== key || other.request.url !== request.url))
      throw refusal('conflicting-requests', { id, url });
    // No browser fetches one URL twice, for two files.
    if ((brought.get(request.url) ?? url) !== url)
      throw refusal('conflicting-requests', { id, url: request.url });
    byUrl.set(url, other ?? file);
    brought.set(request.url, url);
  }
  return [...byUrl.values()];
}
