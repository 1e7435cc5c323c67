import { REFUSAL } from '../../shared/engine-choice.ts';
import { answered } from '../within.ts';

/** Milliseconds for which a refusal is believed; a later version of the browser may no longer refuse. */
const BELIEVED = 7 * 24 * 60 * 60 * 1000;

const ENTRY = `/${REFUSAL}`;

/** Writes down that the browser's own refuses every start, for all pages and workers of the origin. */
export async function noteRefusal(): Promise<void> {
  const cache = await answered('caches.open()', caches.open(REFUSAL));
  await cache.put(ENTRY, new Response(String(Date.now())));
}

/** Whether it has been written down, and so long ago that it is not to be believed any more. */
export async function isOutdated(): Promise<boolean> {
  const entry = await answered('caches.match()', caches.match(ENTRY, { cacheName: REFUSAL }));
  return entry !== undefined && Date.now() - Number(await entry.text()) >= BELIEVED;
}

/** Lets the browser's own be tried again. */
export async function forgetRefusal(): Promise<void> {
  await caches.delete(REFUSAL);
}
