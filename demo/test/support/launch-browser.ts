import { launchChromiumBrowser } from './chromium-browser.ts';
import { launchFirefox } from './firefox.ts';
import { launchLastingWebkit } from './lasting-webkit.ts';
import type { BrowserName, LaunchOptions, TestBrowser } from './test-browser.ts';
import { launchWebkit } from './webkit.ts';

/**
 * Starts a browser. WebKit keeps its data only without automation, so with a profile it needs a pilot, too.
 *
 * @throws Error that says what to install where it is missing.
 */
export function launchBrowser(name: BrowserName, options: LaunchOptions = {}): Promise<TestBrowser> {
  if (name === 'chromium') return launchChromiumBrowser(options);
  if (name === 'firefox') return launchFirefox(options);
  const { profile, pilot } = options;
  return profile !== undefined && pilot ? launchLastingWebkit(profile, pilot) : launchWebkit(options);
}
