import { canonicalHref, canonicalUrl } from '../../shared/canonical-url.ts';
import { fillText } from '../../shared/fill.ts';
import { paramsOf } from '../../shared/pattern.ts';
import { result } from '../../store/requests.ts';
import { settle } from '../commit/settle.ts';
import { downloads } from '../ledger/downloads.ts';
import { namespaces } from '../ledger/namespaces.ts';
import { findDownload } from '../routes/find-download.ts';
import type { Route } from '../routes/routes.ts';
import { withoutRevision } from '../serve/route-storage.ts';

let rebuilding: Promise<void> | undefined;

/** Rebuilds an empty ledger, once in a worker's life. */
export function rebuild(routes: readonly Route[], event: ExtendableEvent): Promise<void> {
  rebuilding ??= rebuildNow(routes, event).catch(() => undefined);
  return rebuilding;
}

/**
 * Finds the downloads of templates and globs again where the ledger has lost all and the caches have not: the URLs in a route's cache
 * give the parameters of its ids. What a page or an API has listed, they do not tell.
 */
export async function rebuildNow(routes: readonly Route[], event: ExtendableEvent): Promise<void> {
  const known = await downloads.read((stores) => result(stores.downloads.getAllKeys(null, 1)));
  if (known.length > 0) return;
  const all = ((await namespaces()?.getRoutes()) ?? routes) as readonly Route[];
  for (const route of all) {
    const { cacheName } = route.storage;
    if (!(await caches.has(cacheName))) continue;
    const stored = await (await caches.open(cacheName)).keys();
    const keys = new Set(stored.map(({ url }) => url));
    for (const id of idsOf(route, keys)) {
      const download = findDownload(routes, (route.prefix ?? '') + id);
      if (download?.route === route && download.files.some(({ key }) => keys.has(key)))
        await settle(download, event, { failureReason: 'lost' });
    }
  }
}

/** What ids there may be, some of which nobody has asked for. */
function idsOf({ options, base }: Route, keys: Iterable<string>): Set<string> {
  const { template, requests, served = [] } = options;
  const urls = [...keys].map((key) => canonicalHref(withoutRevision(key)));
  // Without parameters it is an id itself.
  const ids = new Set([fillText(template, {})]);
  // The readings of templates come first among what is served, in their order.
  const readings = requests.flatMap(({ url }) => (typeof url === 'string' ? [] : url));
  for (const [index, reading] of readings.entries()) {
    const [written = '', rest = /$^/] = served[index] ?? [];
    const start = written && canonicalUrl(written, base);
    const names = paramsOf(reading).map(({ name }) => name);
    for (const url of urls) {
      const found = url.startsWith(start) && rest.exec(url.slice(start.length));
      if (!found) continue;
      const params = names.map((name, place) => [name, decode(found[place + 1] ?? '')]);
      ids.add(fillText(template, Object.fromEntries(params)));
    }
  }
  return ids;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
