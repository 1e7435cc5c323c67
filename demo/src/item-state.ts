import type { Item } from './items.ts';

/** Where an item is on its way to the device. */
export type ItemState =
  | { readonly name: 'absent'; readonly note?: string }
  | { readonly name: 'starting' }
  | { readonly name: 'downloading'; readonly downloaded: number; readonly total: number }
  | { readonly name: 'storing' }
  | { readonly name: 'stored'; readonly bytes: number }
  | { readonly name: 'failed'; readonly reason: string };

/** What a download looks like from here. */
export interface DownloadLike {
  readonly state: 'waiting' | 'downloading' | 'storing' | 'stored' | 'failed' | 'aborted' | 'removed';
  readonly downloaded: number;
  readonly downloadTotal: number;
  readonly failureReason: string;
}

/** State of an item from its download; `explain` turns a failure reason into a sentence. */
export function itemState(
  item: Pick<Item, 'bytes'>,
  download: DownloadLike | undefined,
  explain: (reason: string) => string,
): ItemState {
  switch (download?.state) {
    case 'waiting':
      return { name: 'starting' };
    case 'downloading': {
      // The browser's total is unknown at times; what the app expects is better than no bar.
      const total = Math.max(download.downloadTotal || item.bytes, download.downloaded);
      return { name: 'downloading', downloaded: download.downloaded, total };
    }
    case 'storing':
      return { name: 'storing' };
    case 'stored':
      return { name: 'stored', bytes: download.downloaded || download.downloadTotal || item.bytes };
    case 'failed':
      return { name: 'failed', reason: explain(download.failureReason) };
    case 'aborted':
      return { name: 'absent', note: 'Cancelled' };
    default:
      return { name: 'absent' };
  }
}
