import { NAMESPACED, prefixOf } from '../../shared/namespace.ts';
import { result } from '../../store/requests.ts';
import type { NamespaceRow } from '../../store/schema.ts';
import { downloads, forgetLocated, tellPages } from '../ledger/downloads.ts';

let reading: Promise<string> | undefined;

/**
 * The current namespace of the scope. It is in the ledger, since a worker that has just been started has to know it before any page has
 * said it; it is read once in a worker's life.
 */
export function currentNamespace(): Promise<string> {
  if (!reading) {
    reading = downloads
      .read(({ wishes }) => result<NamespaceRow | undefined>(wishes.get(NAMESPACED)))
      .then((row) => row?.namespace ?? '');
    // Nothing is taken to be the common one's where it cannot be read.
    reading.catch(forgetCurrent);
  }
  return reading;
}

/** Has it be read anew, as by a worker that has just been started. */
export function forgetCurrent(): void {
  reading = undefined;
}

/** What the ids of the current namespace begin with. */
export async function currentPrefix(): Promise<string> {
  return prefixOf(await currentNamespace());
}

/** Makes a namespace the current one, and tells all pages. */
export async function enter(namespace: string): Promise<void> {
  if (namespace === (await currentNamespace())) return;
  await downloads.write(({ wishes }) => {
    wishes.put({ id: NAMESPACED, namespace } satisfies NamespaceRow);
  });
  reading = Promise.resolve(namespace);
  forgetLocated();
  await tellPages({ type: 'namespace', namespace });
}
