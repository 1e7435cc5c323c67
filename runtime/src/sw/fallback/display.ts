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
  readonly #shown = new Map<FetchKey, { at: number; fetch: BackgroundFetch }>();

  show(fetch: BackgroundFetch): void {
    // A failure to show it concerns nobody else.
    this.#show(fetch).catch(() => undefined);
  }

  async #show(fetch: BackgroundFetch): Promise<void> {
    if (globalThis.Notification?.permission !== 'granted') return;
    const { key, title, icons, result, failureReason, recordsAvailable, isAborted } = fetch;
    const last = this.#shown.get(key);
    const isProgress = last?.fetch.result === result && last.fetch.title === title;
    if (!recordsAvailable) this.#shown.delete(key);
    if (isProgress && (result !== '' || Date.now() - last.at < INTERVAL)) return;
    if (recordsAvailable) this.#shown.set(key, { at: Date.now(), fetch });
    const tag = `${ENGINE}-${key}`;
    if (isAborted || failureReason === 'aborted') {
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
  const percent = result === 'success' ? 100 : Math.floor((downloaded / downloadTotal) * 100);
  const progress = Number.isFinite(percent) ? `${percent} %` : `${(downloaded / 1e6).toFixed(1)} MB`;
  return `${progress} · ${self.location.host}`;
}
