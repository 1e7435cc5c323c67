import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { within } from './until.ts';

const CANDIDATES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** How Chromium is started. */
export interface ChromiumOptions {
  /** Folder of a profile that outlives the browser; a fresh one that is removed at the end when left out. */
  profile?: string | undefined;
  /** `false` removes the browser's own Background Fetch. */
  native?: boolean | undefined;
  /** Whether it allows one start for each press, as it does by default, and not any. */
  isStrict?: boolean | undefined;
}

/** A running browser and its profile. */
export interface Chromium {
  browser: Browser;
  close(): Promise<void>;
}

/**
 * Starts a headless Chromium, by default with a fresh profile, in which native Background Fetch works.
 *
 * @throws Error that says what to install where there is none.
 */
export async function launchChromium({ profile, native, isStrict }: ChromiumOptions = {}): Promise<Chromium> {
  const executablePath = CANDIDATES.find((path) => path !== undefined && existsSync(path));
  if (!executablePath) {
    throw new Error(
      'The browser tests need Chromium: "apt-get install chromium", or say where it is in CHROMIUM=/path.',
    );
  }
  const userDataDir = profile ?? (await mkdtemp(join(tmpdir(), 'background-fetch-chromium-')));
  const settings = join(userDataDir, 'Default');
  if (!existsSync(settings) && !isStrict) {
    await mkdir(settings, { recursive: true });
    // Without it a page may start one background fetch, and the next is refused.
    const preferences = { profile: { default_content_setting_values: { automatic_downloads: 1 } } };
    await writeFile(join(settings, 'Preferences'), JSON.stringify(preferences));
  }
  const browser = await puppeteer.launch({
    executablePath,
    userDataDir,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      // Chromium's download service waits 2 s at its first use, and 30 s after any navigation, before it moves a byte.
      '--enable-features=DownloadService:navigation_completion_delay_seconds/1/network_startup_delay_ms/100',
      // Without a network, other look-ups hold up about every eighth request for five seconds.
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost',
      ...(native === false ? ['--disable-blink-features=BackgroundFetch'] : []),
    ],
  });
  return {
    browser,
    async close() {
      // One that does not end by itself is killed.
      await within(30_000, 'Chromium closes', browser.close()).catch(() =>
        browser.process()?.kill('SIGKILL'),
      );
      if (profile === undefined) await rm(userDataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
