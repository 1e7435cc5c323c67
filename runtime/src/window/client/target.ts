import type { MeantDownloads } from '../../shared/protocol.ts';
import type { IdOf, RoutesLike } from './fetch-options.ts';

/** The downloads that are meant: one, several, or those of a group. */
export type DownloadTarget<Routes extends RoutesLike = string> =
  | IdOf<Routes>
  | readonly IdOf<Routes>[]
  | { readonly group: string };

/** The same, as the worker is told. */
export function toTarget(target: DownloadTarget): MeantDownloads {
  if (typeof target === 'string') return { ids: [target] };
  return 'map' in target ? { ids: target } : { group: target.group };
}
