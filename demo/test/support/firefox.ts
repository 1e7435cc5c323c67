import { existsSync } from 'node:fs';
import puppeteer, { type Browser } from 'puppeteer-core';
import { groupOf } from './process-group.ts';
import { openProfile } from './profile.ts';
import { puppeteerPage } from './puppeteer-page.ts';
import type { LaunchOptions, TestBrowser } from './test-browser.ts';
import { within } from './until.ts';

const CANDIDATES = [
  process.env.FIREFOX,
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

const PREFERENCES = {
  'permissions.default.desktop-notification': 1,
  'alerts.useSystemBackend': false,
  'media.autoplay.default': 0,
  // Offline means the tests' own server, too.
  'network.disable-localhost-when-offline': true,
  // After a crash it would ask what to do.
  'browser.sessionstore.resume_from_crash': false,
  'toolkit.startup.max_resumed_crashes': -1,
};

const STOP_WORKERS = `
  const manager = Cc['@mozilla.org/serviceworkers/manager;1'].getService(Ci.nsIServiceWorkerManager);
  const all = manager.getAllRegistrations();
  for (let index = 0; index < all.length; index++)
    await all.queryElementAt(index, Ci.nsIServiceWorkerRegistrationInfo).activeWorker?.terminateWorker();`;

// Connections to localhost would live on.
const GO_OFFLINE = `
  Services.io.offline = true;
  Services.obs.notifyObservers(null, 'net:cancel-all-connections');`;
const GO_ONLINE = 'Services.io.offline = false;';

/**
 * Starts a headless Firefox over WebDriver BiDi.
 *
 * @throws Error that says what to install where there is none.
 */
export async function launchFirefox({ profile }: LaunchOptions = {}): Promise<TestBrowser> {
  const executablePath = CANDIDATES.find((path) => path !== undefined && existsSync(path));
  if (!executablePath) {
    throw new Error(
      'The browser tests need Firefox: "apt-get install firefox-esr", or say where it is in FIREFOX=/path.',
    );
  }
  const { folder: userDataDir, discard } = await openProfile('firefox', profile);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    userDataDir,
    headless: true,
    // Only the browser's own scripts can end a service worker or go offline.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: PREFERENCES,
  });
  const child = browser.process();
  if (!child?.pid) throw new Error('Firefox has no process.');
  const group = groupOf(child, child.pid);
  return {
    name: 'firefox',
    pid: group.pid,
    newPage: async () => puppeteerPage(await browser.newPage()),
    stopServiceWorkers: () => runInBrowser(browser, STOP_WORKERS),
    setOffline: (isOffline) => runInBrowser(browser, isOffline ? GO_OFFLINE : GO_ONLINE),
    version: () => browser.version(),
    kill: () => group.kill(),
    async close() {
      // One that does not end by itself is killed.
      await within(30_000, 'Firefox closes', browser.close()).catch(() => undefined);
      await group.kill();
      await discard();
    },
  };
}

/** Puppeteer's connection to Firefox, which it does not show. */
interface BidiConnection {
  send(method: string, params: unknown): Promise<{ result: unknown }>;
}

/** Runs statements among the browser's own scripts. */
async function runInBrowser(browser: Browser, statements: string): Promise<void> {
  const { connection } = browser as unknown as { connection: BidiConnection };
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const [context] = (tree.result as { contexts: { context: string }[] }).contexts;
  const { result } = await connection.send('script.evaluate', {
    expression: `(async () => {${statements}})()`,
    target: { context: context?.context },
    awaitPromise: true,
  });
  const { type, exceptionDetails } = result as { type: string; exceptionDetails?: { text: string } };
  if (type !== 'success') throw new Error(exceptionDetails?.text);
}
