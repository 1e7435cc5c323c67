import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import type { PageMessage } from '../../shared/protocol.ts';
import type { LedgerEntry } from '../../store/schema.ts';

/** Keeps the downloads of one user apart from those of another. A worker whose app has no namespaces does without. */
export interface Namespaces {
  /** The id as the app has it, and whose it is. */
  identify(id: string): Pick<DownloadSnapshot, 'id' | 'namespace'>;
  /** Whether an id is of the current namespace. */
  owns(id: string): Promise<boolean>;
  /** All downloads of the current namespace. */
  getOwn(): Promise<LedgerEntry[]>;
  /** All routes, each for every namespace that has a cache of it. */
  getRoutes(): Promise<unknown[]>;
  /**
   * Answers a page's message as one of the current namespace.
   *
   * @param answer - what answers messages with ids as the worker has them.
   */
  admit(message: PageMessage, answer: (message: PageMessage) => Promise<unknown>): Promise<unknown>;
}

let installed: Namespaces | undefined;

/** Has namespaces be kept apart, or no longer. */
export function installNamespaces(namespaces: Namespaces | undefined): void {
  installed = namespaces;
}

export function namespaces(): Namespaces | undefined {
  return installed;
}

/** The id of a download as the app has it, and whose it is. */
export function split(id: string): Pick<DownloadSnapshot, 'id' | 'namespace'> {
  return installed?.identify(id) ?? { id };
}

/** Whether a download is of the current namespace. */
export async function isOwn(id: string): Promise<boolean> {
  return !installed || installed.owns(id);
}
