/**
 * Names of the fallback's own properties that a minifier may shorten. Each script shortens them in its own way, so a name
 * stands here only if, in all of `spec`, `store` and both rooms' `fallback`, it is no
 *
 * - member of an interface that the app sees, or of the browser's and JavaScript's own objects as far as we use it,
 * - member of what lies in IndexedDB or in a notification (`spec/model.ts`, `store/fetch-schema.ts`),
 * - member of what page and worker send each other (`spec/messages.ts`; news are background fetches of the model).
 */
export const INTERNAL_NAMES: readonly string[] = words(`
  announce answers append backend click connection controller create dispatch during end ended environment expect
  failures findFetch findRecord first freeSpace getActive getRecord getRecords granted hear inactive info intervals
  isAnnouncing isBlocked isNext isOnline isPieces isQuick isWaiting isWhole job jobs last limit look mismatches offset
  online part pieceSize publish putFetch putRecord record release relieve remove removeFetch reserved reset restart
  retryAfter row run show sleep start seize store subscribe sweep takesBlobs token toRecord turns update work write
`);

/**
 * The same for the script that generated service workers import, which has no Workbox: properties of `sw` and of the ledger.
 */
export const NATIVE_NAMES: readonly string[] = words(`
  admit answer cacheKey callHook check createLimits createNamespaces createQueue due effectiveKey enter findFiles first getFetch
  getFiles getOpenIds getOwn getRoutes getWithFiles hashesOf hint hold identify installFallback justStored known last missing
  noteUse owns prefix prune putSet queue refuse resolveRequest run runTime serves settle starts store storedBytes textAt tidy
  tidyBehind toFile toStorage underWay wishOf
`);

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
