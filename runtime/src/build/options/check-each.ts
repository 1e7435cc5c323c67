import { paramNames } from '../../shared/id-pattern.ts';
import { LONGEST_ROW } from '../../shared/longest-row.ts';
import type { Variant } from '../../shared/pattern.ts';
import type { EachOptions } from '../../shared/route.ts';
import { BackgroundFetchBuildError } from '../errors.ts';
import { checkRequest } from './check-request.ts';
import { readTemplate } from './read-pattern.ts';
import type { ResolvedRoute } from './resolved-options.ts';

/**
 * Checks the rows of numbers, as far as they can be told without an id.
 *
 * @throws BackgroundFetchBuildError `invalid-pattern`, `same-urls`, `invalid-row`, and what is wrong with their requests
 */
export function checkEach({ id, each = [] }: ResolvedRoute, idVariants: readonly Variant[]): void {
  for (const row of each) {
    const { each: name, from = 1, to, pad: _, ...request } = row;
    const where = `the request "${row.url}"`;
    const url = readTemplate(id, where, row.url);
    if (!paramNames(url).always.has(name))
      throw new BackgroundFetchBuildError('same-urls', { route: id, where, needed: [name] });
    checkRequest(id, [...idVariants, [{ name, kind: 'segment' }]], request);
    checkRange(id, row, numberOf(id, row, 'from', from), numberOf(id, row, 'to', to));
  }
}

/** Undefined where only an id, or a download's metadata, tells. */
function numberOf(
  route: string,
  { each, url }: EachOptions,
  member: 'from' | 'to',
  given: number | string,
): number | undefined {
  if (typeof given === 'number') return given;
  const variants = readTemplate(route, `${member} of the request "${url}"`, given);
  if (variants.flat().some((part) => typeof part !== 'string')) return undefined;
  const text = variants.flat().join('');
  if (/^\d+$/.test(text)) return Number(text);
  const reason = `${member} is "${given}", which is no number: give a number, or a template of one, such as ":count"`;
  throw new BackgroundFetchBuildError('invalid-row', { route, url, each, reason });
}

function checkRange(
  route: string,
  { each, url }: EachOptions,
  from: number | undefined,
  to: number | undefined,
): void {
  if (from === undefined || to === undefined) return;
  const refuse = (reason: string): never => {
    throw new BackgroundFetchBuildError('invalid-row', { route, url, each, reason });
  };
  if (from > to)
    refuse(`from is ${from} and to is ${to}: the first number must not be greater than the last`);
  const count = to - from + 1;
  if (count > LONGEST_ROW) refuse(`it has ${count} numbers, and at most ${LONGEST_ROW} are possible`);
}
