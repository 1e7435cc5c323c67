import type { Part, Variant } from './pattern.ts';
import { spellReading, toExpression } from './url-expressions.ts';

/**
 * The URLs that a reading of a template can become, for a base that the worker alone knows: what all of them begin with, which is
 * itself a URL, relative perhaps, and what matches the rest of each. Where a host is a parameter, the beginning is empty.
 */
export type ServedUrls = readonly [start: string, rest: RegExp];

/** Stands for the base: a scheme that no request has, and as many of its folders as a template can climb out of. */
const ROOT = 'ws://base.invalid/';
const FOLDER = 'bgf-folder/';

/** @throws TypeError where the template is no URL. */
export function servedUrls(template: readonly Variant[]): ServedUrls[] {
  return template.map((variant) => {
    const depth = variant.join('').split(/[\\/]/).length;
    const [first = '', ...parts] = spellReading(variant, ROOT + FOLDER.repeat(depth));
    const text = withoutBase(String(first), String(variant[0]).trim(), depth);
    const [start = ''] = /^.*[/?]/.exec(text) ?? [];
    return hasHost(start)
      ? [start, toExpression([text.slice(start.length), ...parts])]
      : ['', ofAnyHost(text, parts)];
  });
}

/** Undoes what the base has added to the beginning of a template. */
function withoutBase(resolved: string, written: string, depth: number): string {
  if (!resolved.startsWith(ROOT)) return resolved.replace(/^ws:/, '');
  if (/^[\\/]/.test(written)) return resolved.slice(ROOT.length - 1);
  let climbs = depth;
  let rest = resolved.slice(ROOT.length);
  while (climbs > 0 && rest.startsWith(FOLDER)) {
    rest = rest.slice(FOLDER.length);
    climbs--;
  }
  return written.startsWith('?') ? rest : `./${'../'.repeat(climbs)}${rest}`;
}

function hasHost(start: string): boolean {
  return !/^(?:[a-z][a-z\d+.-]*:)?\/\/$/i.test(start);
}

function ofAnyHost(text: string, parts: readonly Part[]): RegExp {
  const { source } = toExpression([text, ...parts]);
  return new RegExp(source.replace(/^\^\\\//, '^https?:\\/'));
}
