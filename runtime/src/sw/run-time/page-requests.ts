import type { RequestProblem } from '../../shared/errors.ts';
import type { PageRequest } from '../../shared/protocol.ts';
import { requestProblem } from '../../shared/request-problem.ts';
import type { LedgerFile } from '../../store/schema.ts';
import { refusal } from '../refusal.ts';
import type { Download, Route } from '../routes/routes.ts';

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** What a request may have. */
const MEMBERS = /^(url|as|size|revision|integrity|headers|credentials|mode|referrerPolicy)$/;

/**
 * The files that a page's requests bring.
 *
 * @throws Refusal `invalid-request`, `not-served`
 */
export function filesOfPage(
  download: Pick<Download, 'id' | 'route'>,
  requests: readonly (string | PageRequest)[],
): LedgerFile[] {
  return [...requests].map((given, index) => {
    const request = typeof given === 'string' ? { url: given } : given;
    const problem = problemOf(request, download.route);
    if (problem)
      throw refusal('invalid-request', { id: download.id, index, url: String(request?.url), problem });
    return toServedFile(download, request);
  });
}

/**
 * The file that a request known at run time brings; the worker has to know its URL when a page asks for it.
 *
 * @throws Refusal `not-served`
 */
export function toServedFile(
  { id, route }: Pick<Download, 'id' | 'route'>,
  request: PageRequest,
): LedgerFile {
  const file = route.toFile(request);
  const { serve = [] } = route.options;
  if (!route.serves(file.url))
    throw refusal('not-served', { id, url: file.url, as: request.as !== undefined, serve });
  return file;
}

function problemOf(request: PageRequest, { base, options }: Route): RequestProblem | undefined {
  if (typeof request !== 'object' || request === null || !isText(request.url))
    return { code: 'invalid-url', reason: 'has no url' };
  const unknown = Object.keys(request).find((name) => !MEMBERS.test(name));
  if (unknown !== undefined)
    return {
      code: 'invalid-option',
      reason: `has "${unknown}"; there are only ${MEMBERS.source.slice(2, -2).replaceAll('|', ', ')}`,
    };
  const { origin } = new URL(base);
  const url = parseUrl(request.url, base);
  const as = parseUrl(request.as ?? base, base);
  if (!url || !as) return { code: 'invalid-url', reason: 'is no valid URL' };
  if (request.as !== undefined && as.origin !== origin)
    return { code: 'invalid-url', reason: `is to be asked for under ${as.href}, which is of another origin` };
  if (request.integrity !== undefined && !options.integrity)
    return { code: 'invalid-option', reason: 'has an integrity, and its route has no `integrity: true`' };
  return requestProblem(url, request, origin);
}

/** Undefined where it is none: not every browser has `URL.parse`. */
export function parseUrl(url: string, base: string): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}
