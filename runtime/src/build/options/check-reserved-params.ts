import { isPointer } from '../../shared/parsed-config.ts';
import { paramsOf, type Variant } from '../../shared/pattern.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import type { ResolvedRoute } from './resolved-options.ts';

/** What templates call the data of a download. */
const METADATA = 'metadata';

/** What `as` of a list calls the place and the name of a file. */
export const FILE_PARAMS: string[] = ['index', 'file'];

/**
 * Checks that no name stands for two things in a template.
 *
 * @throws BackgroundFetchBuildError `ambiguous-param`
 */
export function checkReservedParams(
  { id, each = [], lists = [] }: ResolvedRoute,
  idVariants: readonly Variant[],
): void {
  const given = new Set(idVariants.flatMap(paramsOf).map(({ name }) => name));
  const refuse = (where: string, param: string, other: string): never => {
    throw new BackgroundFetchBuildError('ambiguous-param', { route: id, where, param, other });
  };
  if (given.has(METADATA)) refuse('the id', METADATA, 'the metadata of a download, as in ":metadata.name"');
  for (const { each: name, url } of each) {
    const where = `each of the request "${url}"`;
    if (given.has(name)) refuse(where, name, 'a parameter of the id');
    if (name === METADATA) refuse(where, name, 'the metadata of a download, as in ":metadata.name"');
  }
  for (const { list, as } of lists) {
    if (as === undefined || isPointer(as)) continue;
    const taken = FILE_PARAMS.find((name) => given.has(name));
    if (taken !== undefined)
      refuse(
        'the id',
        taken,
        `${taken === 'index' ? 'the place' : 'the name'} of a file in as of the list "${list}"`,
      );
  }
}
