import type { BackgroundFetchManager } from '../../shared/background-fetch.ts';
import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import { control, type Download } from './download.ts';

/** A client's downloads, one object for each id, kept current by what the worker answers and announces. */
export class KnownDownloads {
  readonly #downloads = new Map<string, Download>();
  readonly #removedAt = new Map<string, number>();
  readonly #engine: () => Promise<BackgroundFetchManager | undefined>;
  readonly #changed: (download: Download) => void;

  /**
   * @param engine - finds what runs the background fetches.
   * @param changed - told of a download that has appeared, changed its state or been removed.
   */
  constructor(
    engine: () => Promise<BackgroundFetchManager | undefined>,
    changed: (download: Download) => void,
  ) {
    this.#engine = engine;
    this.#changed = changed;
  }

  /** Takes over a snapshot: the download that it is of. */
  receive(snapshot: DownloadSnapshot): Download {
    const known = this.#downloads.get(snapshot.id);
    const download = known ?? control.create(snapshot);
    // Answers and announcements come on different ways and may overtake each other.
    if (
      snapshot.updatedAt <= (this.#removedAt.get(snapshot.id) ?? 0) ||
      snapshot.updatedAt < download.updatedAt
    ) {
      return download;
    }
    const before = known?.state;
    this.#downloads.set(snapshot.id, download);
    if (known) control.update(known, snapshot);
    if (snapshot.state === 'downloading') this.#follow(download).catch(() => undefined);
    if (before !== snapshot.state) this.#changed(download);
    return download;
  }

  /** Takes note that one was removed. */
  forget(id: string, updatedAt: number): void {
    this.#removedAt.set(id, updatedAt);
    const download = this.#downloads.get(id);
    if (!download) return;
    this.#downloads.delete(id);
    control.remove(download);
    this.#changed(download);
  }

  async #follow(download: Download): Promise<void> {
    const native = await (await this.#engine())?.get(download.id);
    if (native) control.follow(download, native);
  }
}
