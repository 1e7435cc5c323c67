import type { Pilot } from './pilot.ts';

/** The engines that the browser tests drive. */
export type BrowserName = 'chromium' | 'firefox' | 'webkit';

/** How a browser is started. */
export interface LaunchOptions {
  /** Folder of a profile that outlives the browser; a fresh one that is removed at the end when left out. */
  profile?: string;
  /** `false` removes the browser's own Background Fetch, where it has one; true switches that of WebKit on. */
  native?: boolean;
  /** Whether Chromium allows one start for each press, as it does by default, and not any. */
  isStrict?: boolean | undefined;
  /** Steers WebKit on a lasting profile; the other browsers do without. */
  pilot?: Pilot;
}

/**
 * A page as tests use it. Functions run in the page: they see nothing of the test but their arguments, and arguments and
 * results travel as JSON. What they throw or reject with is thrown here, with its name and message.
 */
export interface TestPage {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  evaluate<Args extends unknown[], Result>(
    fn: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>>;
  /** Waits until the function gives something true, 30 s at most; a navigation in between does not matter. */
  waitForFunction<Args extends unknown[]>(fn: (...args: Args) => unknown, ...args: Args): Promise<void>;
  url(): Promise<string>;
  /** PNG. */
  screenshot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A running browser. */
export interface TestBrowser {
  readonly name: BrowserName;
  /** Its processes descend from this one. */
  readonly pid: number;
  newPage(): Promise<TestPage>;
  /** Kills the running service workers, as a browser does that wants their memory; resolves when they are gone. */
  stopServiceWorkers(page: TestPage): Promise<void>;
  /** Takes the network away, or gives it back; `undefined` where the browser cannot be told. */
  readonly setOffline: ((isOffline: boolean) => Promise<void>) | undefined;
  /** Sets the quota of a page's origin, in bytes, for as long as the page is open; absent where the browser cannot be told. */
  setQuota?(page: TestPage, bytes: number): Promise<void>;
  version(): Promise<string>;
  /** SIGKILL to all its processes; a profile that was given stays. */
  kill(): Promise<void>;
  close(): Promise<void>;
}
