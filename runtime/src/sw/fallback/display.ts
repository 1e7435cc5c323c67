import { ENGINE } from '../../spec/messages.ts';
import type { BackgroundFetch, FetchKey } from '../../spec/model.ts';

declare const self: ServiceWorkerGlobalScope;

/** Milliseconds between two updates of a notification that only progress has changed. */
const INTERVAL = 1000;

/** What a notification of ours carries. */
export interface NotificationData {
  engine: typeof ENGINE;
  fetch: BackgroundFetch;
}

/** The action of the button that aborts. */
export const CANCEL = 'cancel';

interface Options extends NotificationOptions {
  actions?: { action: string; title: string }[];
}

/**
 * Shows background fetches to the user, as notifications, where the user has permitted them.
 *
 * @see https://wicg.github.io/background-fetch/#background-fetch-display-algorithm
 */
export class Display {
  /** When each was last shown while it is in progress. */
  readonly #shown = new Map<FetchKey, number>();

  show(fetch: BackgroundFetch): void {
    // A failure to show it concerns nobody else.
    this.#show(fetch).catch(() => undefined);
  }

  async #show(fetch: BackgroundFetch): Promise<void> {
    const { key, title, icons, result, failureReason, recordsAvailable } = fetch;
    // What is no longer available looks as it did before: the user may have put it away since.
    if (globalThis.Notification?.permission !== 'granted' || !recordsAvailable) return;
    const now = Date.now();
    if (result !== '') this.#shown.delete(key);
    else if (now - (this.#shown.get(key) ?? 0) < INTERVAL) return;
    else this.#shown.set(key, now);
    const tag = `${ENGINE}-${key}`;
    if (failureReason === 'aborted') {
      for (const notification of await self.registration.getNotifications({ tag })) notification.close();
      return;
    }
    const data: NotificationData = { engine: ENGINE, fetch };
    const options: Options = {
      tag,
      data,
      silent: true,
      body: describe(fetch),
      actions: result === '' ? [{ action: CANCEL, title: 'Cancel' }] : [],
      icon: icons[0]?.src,
    };
    await self.registration.showNotification(title || self.location.host, options);
  }
}

/** The origin must be told; the rest is figures, which need no translation. */
function describe({ downloaded, downloadTotal, result }: BackgroundFetch): string {
  const percent = result === 'success' ? 100 : Math.trunc((downloaded / downloadTotal) * 100);
  const progress = Number.isFinite(percent) ? `${percent} %` : `${(downloaded / 1e6).toFixed(1)} MB`;
  return `${progress} · ${self.location.host}`;
}
