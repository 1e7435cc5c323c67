/**
 * The name of a cache that is there where the browser's own Background Fetch has been found to refuse every start. Page and
 * worker see it, whatever else either of them knows.
 */
export const REFUSAL = 'workbox-background-fetch-refusal';

/**
 * What a page asks a worker to load the engine with, which answers with true where it has it; and the search parameter of
 * the worker's URL with which a page has it installed anew where it has not.
 */
export const WITH_ENGINE = 'background-fetch-engine=ours';

/** What the engine leaves in its worker's global scope for whoever loads it in the middle of an installation. */
export interface EngineScope {
  /** Does what the `install` event is for, whose listeners nobody can add to any more. */
  __BGF_INSTALL?: () => Promise<void>;
}
