import type { RequestOptions } from '../../shared/route.ts';
import { BackgroundFetchBuildError } from '../errors.ts';

/**
 * Refuses an `integrity` that nobody would look at.
 *
 * @param isChecked - the route's own `integrity`.
 * @throws BackgroundFetchBuildError `invalid-options`
 */
export function checkIntegrity(
  route: string,
  isChecked: boolean | undefined,
  requests: readonly RequestOptions[],
): void {
  const found = requests.find(({ integrity }) => integrity !== undefined);
  if (isChecked !== false || !found) return;
  const problem = `Route "${route}": the request "${found.url}" has an integrity, and the route has integrity: false`;
  throw new BackgroundFetchBuildError('invalid-options', { problems: [problem] });
}
