import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeDisplay } from './display.ts';
import { freePort } from './free-port.ts';
import { miniBrowser } from './mini-browser.ts';
import { startGroup } from './process-group.ts';
import type { LaunchOptions, TestBrowser } from './test-browser.ts';
import { openSession, type WebDriverSession } from './webdriver.ts';
import { createWebdriverPage } from './webdriver-page.ts';
import { stopWebkitWorkers } from './webkit-workers.ts';

/**
 * Starts WebKitGTK under W3C WebDriver. Such a session is private: nothing of it outlives the browser, and IndexedDB
 * takes no Blobs.
 *
 * @throws Error that says what to install where something is missing.
 */
export async function launchWebkit({ native }: LaunchOptions = {}): Promise<TestBrowser> {
  const display = await takeDisplay();
  const home = await mkdtemp(join(tmpdir(), 'background-fetch-webkit-'));
  const { binary, args, env } = miniBrowser(display.name, native);
  const port = await freePort();
  const group = startGroup('WebKitWebDriver', [`--port=${port}`], { ...env, HOME: home });
  const session = await connect(`http://127.0.0.1:${port}`, {
    alwaysMatch: {
      'webkitgtk:browserOptions': { binary, args: ['--automation', ...args] },
      timeouts: { script: 60_000, pageLoad: 60_000 },
    },
  });
  // The session begins with a window of its own, and ends with the last one.
  const kill = async (): Promise<void> => {
    await group.kill();
    await display.release();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  return {
    name: 'webkit',
    pid: group.pid,
    newPage: () => createWebdriverPage(session),
    stopServiceWorkers: stopWebkitWorkers,
    setOffline: undefined,
    version: async () => 'WebKitGTK',
    kill,
    async close() {
      await session.send('DELETE', '').catch(() => undefined);
      await kill();
    },
  };
}

/** The driver listens a moment after its start. */
async function connect(endpoint: string, capabilities: unknown): Promise<WebDriverSession> {
  for (let attempt = 1; attempt < 100; attempt++) {
    if (await fetch(`${endpoint}/status`).catch(() => undefined)) break;
    await sleep(100);
  }
  return openSession(endpoint, capabilities);
}
