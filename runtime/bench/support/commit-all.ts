import type { BackgroundFetchUpdateUIEvent } from '../../src/shared/background-fetch-events.ts';
import { parseConfig } from '../../src/shared/parsed-config.ts';
import type { WorkerConfig } from '../../src/shared/worker-config.ts';
import { commit } from '../../src/sw/commit/commit.ts';
import { compileRoutes, type RouteParts } from '../../src/sw/routes/routes.ts';

declare const self: ServiceWorkerGlobalScope;

/** What is known of the files. */
export interface KnownFiles {
  cacheName: string;
  size?: number;
  integrity?: string;
  files?: WorkerConfig['files'];
}

/** Commits with our code, from the route on: what a worker does once, when its script is evaluated, is too little to be seen. */
export async function commitAll(
  event: BackgroundFetchUpdateUIEvent,
  count: number,
  { cacheName, files, ...known }: KnownFiles,
  parts: RouteParts,
): Promise<void> {
  const requests = Array.from({ length: count }, (_, index) => ({ url: `/bytes/${index}`, ...known }));
  const config = parseConfig({ routes: [{ id: '*', requests, cacheName }], ...(files && { files }) });
  const [route] = compileRoutes(config, self.location.href, parts);
  const download = route?.resolve(event.registration.id);
  if (!download) throw new Error('the route does not know its id');
  await commit(event, download);
}
