import type { DownloadSnapshot } from './download-snapshot.ts';

/** What the ids of what is not of the common namespace begin with: no parameter of a route takes a segment like that. */
export const NAMESPACED = './';

/** What of an id names its namespace. */
const PREFIX = /^\.\/[^/]*\//;

/** What the ids of a namespace begin with, inside of the worker and as those of background fetches; nothing in the common one. */
export function prefixOf(namespace: string): string {
  return namespace && `${NAMESPACED}${encodeURIComponent(namespace)}/`;
}

/** The id of the background fetch of a download that comes by itself. */
export function fetchIdOf({ id, namespace = '' }: Pick<DownloadSnapshot, 'id' | 'namespace'>): string {
  return prefixOf(namespace) + id;
}

/** What an id begins with that names its namespace. */
export function prefixIn(id: string): string {
  return PREFIX.exec(id)?.[0] ?? '';
}

/** The id as the app has it. */
export function publicIdOf(id: string): string {
  return id.replace(PREFIX, '');
}
