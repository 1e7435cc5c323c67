import { REFUSAL } from '../../shared/engine-choice.ts';
import { answered } from '../within.ts';

/** Milliseconds for which a refusal is believed; a later version of the browser may no longer refuse. */
const BELIEVED = 7 * 24 * 60 * 60 * 1000;

const ENTRY = `/${REFUSAL}`;

/** What is known of the browser's own Background Fetch; `old`: it refused a while ago. */
export type Refusal = 'none' | 'fresh' | 'old';

/** Writes down that the browser's own refuses every start, for all pages and workers of the origin. */
export async function noteRefusal(): Promise<void> {
  const cache = await caches.open(REFUSAL);
  await cache.put(ENTRY, new Response(String(Date.now())));
}

/** Looks whether the browser's own is known to refuse every start. */
export async function knownRefusal(): Promise<Refusal> {
  const looked = answered('caches.match()', caches.match(ENTRY, { cacheName: REFUSAL }));
  const entry = await looked.catch(() => undefined);
  if (!entry) return 'none';
  return Date.now() - Number(await entry.text()) < BELIEVED ? 'fresh' : 'old';
}

/** Lets the browser's own be tried again. */
export async function forgetRefusal(): Promise<void> {
  await caches.delete(REFUSAL);
}
