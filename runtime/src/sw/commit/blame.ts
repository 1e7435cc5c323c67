import type { DownloadFailure } from '../../shared/download-snapshot.ts';

declare const self: ServiceWorkerGlobalScope;

/**
 * Names the likely reason why nothing has come for a request. Browsers do not tell what CORS has refused from what has not arrived; but
 * they go on trying what does not arrive, so that from another origin it is CORS as a rule.
 */
export function blame(reason: DownloadFailure['reason'], url: string): DownloadFailure['reason'] {
  return reason === 'fetch-error' && new URL(url).origin !== self.location.origin ? 'cors' : reason;
}
