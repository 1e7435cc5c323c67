import type { BackgroundFetchRegistration } from '../../shared/background-fetch.ts';
import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import { fetchIdOf } from '../../shared/namespace.ts';
import type { DownloadStatus } from '../state/status.ts';
import type { Download } from './download.ts';
import { type Tracked, type TrackHost, track } from './track.ts';

/** What the downloads of a client need. */
export interface KnownDownloadsHost extends TrackHost {
  /** Finds a background fetch. */
  native(id: string): Promise<BackgroundFetchRegistration | undefined>;
}

/** A client's downloads, one object for each id, kept current by what the worker answers and announces. */
export class KnownDownloads {
  readonly #tracked = new Map<string, Tracked>();
  readonly #removedAt = new Map<string, number>();
  readonly #host: KnownDownloadsHost;

  #namespace: string | undefined;

  constructor(host: KnownDownloadsHost) {
    this.#host = host;
  }

  /** Whose downloads they are, where that has been heard. */
  get namespace(): string | undefined {
    return this.#namespace;
  }

  /** What is known of one. */
  get(id: string): DownloadStatus | undefined {
    return this.#tracked.get(id)?.download.snapshot;
  }

  /** Leaves the downloads of any other namespace. Gives false where it is the same as before. */
  enter(namespace: string): boolean {
    if (namespace === this.#namespace) return false;
    this.#namespace = namespace;
    this.#removedAt.clear();
    for (const [id, tracked] of this.#tracked) {
      if (!this.#isElsewhere(tracked.download)) continue;
      this.#tracked.delete(id);
      tracked.leave();
      this.#host.changed(tracked.download);
    }
    return true;
  }

  statuses(): DownloadStatus[] {
    return [...this.#tracked.values()].map(({ download }) => download.snapshot);
  }

  /** Looks again at what they wait for. */
  refresh(): void {
    for (const tracked of this.#tracked.values()) tracked.refresh();
  }

  /** Takes over a snapshot: the download that it is of. */
  receive(snapshot: DownloadSnapshot): Download {
    const { id, state, updatedAt, batch } = snapshot;
    const known = this.#tracked.get(id);
    const tracked = known ?? track(snapshot, this.#host);
    const { download } = tracked;
    this.#namespace ??= snapshot.namespace;
    // An answer that was on its way when the namespace changed.
    if (this.#isElsewhere(snapshot)) {
      const left = track(snapshot, this.#host);
      left.leave();
      return left.download;
    }
    const before = known && download.state;
    // Answers and announcements come on different ways and may overtake each other.
    if (updatedAt <= (this.#removedAt.get(id) ?? 0) || (known && updatedAt < download.updatedAt))
      return download;
    this.#tracked.set(id, tracked);
    // What is known already is no change; and one that is new has no status before the app looks at it.
    if (known && updatedAt > download.updatedAt) tracked.update(snapshot);
    if (state === 'downloading')
      this.#host.native(batch?.id ?? fetchIdOf(snapshot)).then(tracked.follow, () => undefined);
    if (before !== state) this.#host.changed(download);
    return download;
  }

  /** Takes note that one was removed. */
  forget({ id, namespace, updatedAt }: Pick<DownloadSnapshot, 'id' | 'namespace' | 'updatedAt'>): void {
    if (this.#isElsewhere({ namespace })) return;
    this.#removedAt.set(id, updatedAt);
    const tracked = this.#tracked.get(id);
    if (!tracked) return;
    this.#tracked.delete(id);
    tracked.update();
    this.#host.changed(tracked.download);
  }

  #isElsewhere({ namespace = '' }: Pick<DownloadSnapshot, 'namespace'>): boolean {
    return this.#namespace !== undefined && namespace !== this.#namespace;
  }
}
