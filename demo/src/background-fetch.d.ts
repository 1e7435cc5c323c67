declare module 'virtual:background-fetch' {
  export type DownloadId = 'python' | `episode/${string}`;

  export class Download extends EventTarget {
    readonly id: DownloadId;
    readonly route: string;
    readonly params: Readonly<Record<string, string>>;
    readonly title: string;
    readonly state: 'downloading' | 'storing' | 'stored' | 'failed' | 'aborted' | 'removed';
    readonly downloaded: number;
    readonly downloadTotal: number;
    readonly failureReason: string;
    readonly stored: Promise<Download>;
  }

  export class DownloadChangeEvent extends Event {
    readonly download: Download;
  }

  export class BackgroundFetchClient extends EventTarget {
    fetch(
      id: DownloadId,
      overrides?: { title?: string; icons?: readonly { src: string }[]; downloadTotal?: number },
    ): Promise<Download>;
    get(id: DownloadId): Promise<Download | undefined>;
    list(): Promise<Download[]>;
    abort(id: DownloadId): Promise<boolean>;
    remove(id: DownloadId): Promise<boolean>;
    addEventListener(type: 'change', listener: (event: DownloadChangeEvent) => void): void;
  }

  export const downloads: BackgroundFetchClient;
}
