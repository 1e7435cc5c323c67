import { takeDisplay } from './display.ts';
import { miniBrowser } from './mini-browser.ts';
import type { Pilot } from './pilot.ts';
import { startGroup } from './process-group.ts';
import type { TestBrowser } from './test-browser.ts';
import { stopWebkitWorkers } from './webkit-workers.ts';

/**
 * Starts WebKitGTK without automation, on a profile that outlives it. It has one page, which is steered from within.
 *
 * @param profile - folder that serves as the home of the browser's user.
 * @throws Error that says what to install where something is missing.
 */
export async function launchLastingWebkit(profile: string, pilot: Pilot): Promise<TestBrowser> {
  const display = await takeDisplay();
  const { binary, args, env } = miniBrowser(display.name);
  const folders = { XDG_DATA_HOME: `${profile}/data`, XDG_CACHE_HOME: `${profile}/cache` };
  const group = startGroup(binary, [...args, pilot.url], { ...env, ...folders, HOME: profile });
  await pilot.arrival();
  const kill = async (): Promise<void> => {
    await group.kill();
    await display.release();
  };
  return {
    name: 'webkit',
    pid: group.pid,
    newPage: async () => pilot.page,
    stopServiceWorkers: stopWebkitWorkers,
    setOffline: undefined,
    version: async () => 'WebKitGTK',
    kill,
    close: kill,
  };
}
