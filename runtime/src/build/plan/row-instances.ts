import { fillText } from '../../shared/fill.ts';
import type { Params } from '../../shared/match-id.ts';
import { parseTemplate } from '../../shared/pattern.ts';
import type { EachOptions, RequestOptions } from '../../shared/route.ts';
import type { Instance } from './check-download-total.ts';
import type { FindFiles } from './find-files.ts';
import { withoutFragment } from './merge-requests.ts';

/**
 * The files of the build that a row of numbers leads to. Where only an id or a download's metadata tells where the row ends, files
 * beyond it may be among them.
 */
export function rowInstances(
  id: string,
  { each, from = 1, to, pad = 1, ...options }: EachOptions,
  findFiles: FindFiles,
): Instance[] {
  const request: RequestOptions = { ...options, url: withoutFragment(options.url) };
  return findFiles(id, request).flatMap(({ params, file }): Instance[] => {
    const { [each]: text = '', ...others } = params;
    const number = Number(text);
    if (!/^\d+$/.test(text) || String(number).padStart(pad, '0') !== text) return [];
    const [first, last] = [numberOf(from, others), numberOf(to, others)];
    if (number < (first ?? number) || number > (last ?? number)) return [];
    const isSure = first !== undefined && last !== undefined;
    return [{ request, params: others, file, ...(isSure ? {} : { mayBeBeyond: true }) }];
  });
}

/** Undefined where the parameters do not tell. */
function numberOf(template: number | string, params: Params): number | undefined {
  const text = typeof template === 'number' ? String(template) : fillText(parseTemplate(template), params);
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
