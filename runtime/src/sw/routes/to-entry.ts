import { fillText } from '../../shared/fill.ts';
import type { ParsedTemplate } from '../../shared/parsed-config.ts';
import type { LedgerEntry } from '../../store/schema.ts';
import { split } from '../ledger/namespaces.ts';
import type { Download } from './routes.ts';

/** What may change in an entry while its download goes on. */
export type EntryChange = Partial<
  Omit<LedgerEntry, 'id' | 'route' | 'params' | 'title' | 'cacheName' | 'createdAt' | 'updatedAt'>
>;

/** What has come to its end is not asked for again by itself. */
const ENDED = /^(?:stored|failed|aborted)$/;

/** The entry of a download as its route describes it now, over what the ledger had. A state that is given leaves nothing of the one before. */
export function toEntry(
  download: Omit<Download, 'files'>,
  previous: LedgerEntry | undefined,
  change: EntryChange,
): LedgerEntry {
  const {
    id,
    params,
    route: { options, storage },
  } = download;
  const now = Date.now();
  const entry: LedgerEntry = {
    downloaded: 0,
    downloadTotal: 0,
    failureReason: '',
    state: 'waiting',
    createdAt: now,
    wanted: 0,
    complete: 0,
    fileCount: 0,
    ...previous,
    completeIn: previous?.completeIn ?? previous?.cacheName,
    id,
    route: options.id,
    params,
    cacheName: storage.cacheName,
    ...(change.state && { failureReason: '', failures: [], before: undefined }),
    updatedAt: now,
    ...change,
    title: '',
  };
  if (ENDED.test(entry.state)) {
    delete entry.retry;
    delete entry.rank;
  }
  const { overrides, metadata } = entry;
  entry.title = overrides?.title ?? (titleOf(download, options.title ?? '', metadata) || split(id).id);
  return entry;
}

/** Fills a template of a title. */
export function titleOf(
  { params, route: { runTime } }: Pick<Download, 'params' | 'route'>,
  template: ParsedTemplate,
  metadata: unknown,
): string {
  return fillText(template, params, (name) => runTime?.textAt(metadata, name));
}
