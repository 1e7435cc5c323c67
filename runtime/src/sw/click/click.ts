import type { BackgroundFetchEvent } from '../../shared/background-fetch-events.ts';
import { canonicalUrl } from '../../shared/canonical-url.ts';
import { fillUrl } from '../../shared/fill.ts';
import type { Download } from '../routes/routes.ts';

declare const self: ServiceWorkerGlobalScope;

/**
 * Brings the user to the page of a download: a window that shows it already is focused, otherwise one of ours is led
 * there, otherwise one is opened. Without a configured page, any window of ours will do.
 */
export async function routeClick(
  { registration }: BackgroundFetchEvent,
  { params, route }: Download,
): Promise<unknown> {
  const template = route.options.click?.[registration.result];
  const target = template && new URL(fillUrl(template, params), route.base).href;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const ours = windows.filter(({ url }) => url.startsWith(self.registration.scope));
  const there = ours.find(({ url }) => target === undefined || isSamePage(url, target));
  if (there) return focus(there);
  const url = target ?? self.registration.scope;
  for (const client of ours) {
    // Only windows that this worker controls can be led elsewhere.
    const navigated = await client.navigate(url).catch(() => null);
    if (navigated) return focus(navigated);
  }
  return self.clients.openWindow(url);
}

/** A fragment counts only where the page asked for names one. */
function isSamePage(url: string, target: string): boolean {
  return url === target || (!target.includes('#') && canonicalUrl(url) === canonicalUrl(target));
}

/** The browser lets a worker take the focus only for a moment after the click; the page is right even without. */
function focus(client: WindowClient): Promise<unknown> {
  return client.focus().catch(() => undefined);
}
