import { type DownloadStatus, type DownloadsSnapshot, summary } from './status.ts';

/** What a client knows, as user-interface frameworks want it. */
export interface Store {
  subscribe(listener: () => void): () => void;
  getSnapshot(): DownloadsSnapshot;
  /** Something is not what it was. */
  changed(): void;
}

/** Milliseconds for a frame. Pages that nobody sees have none, and servers neither. */
const LONGEST_FRAME = 100;

/**
 * @param read - gives all downloads.
 * @param load - called when somebody subscribes for the first time.
 */
export function createStore(read: () => DownloadStatus[], load: () => void): Store {
  const notices = new EventTarget();
  let snapshot: DownloadsSnapshot | undefined;
  let isLoaded = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const notify = (): void => {
    // The timer was first, and the frame comes when the page is seen again.
    if (!timer) return;
    clearTimeout(timer);
    timer = undefined;
    notices.dispatchEvent(new Event('change'));
  };
  return {
    subscribe(listener) {
      // Whoever subscribes twice hears everything twice.
      const hear = (): void => listener();
      notices.addEventListener('change', hear);
      if (!isLoaded) load();
      isLoaded = true;
      return () => notices.removeEventListener('change', hear);
    },
    getSnapshot() {
      snapshot ??= summary(read());
      return snapshot;
    },
    changed() {
      snapshot = undefined;
      if (timer) return;
      timer = setTimeout(notify, LONGEST_FRAME);
      globalThis.requestAnimationFrame?.(notify);
    },
  };
}
