import { fillUrl } from '../../shared/fill.ts';
import type { ParsedList } from '../../shared/parsed-config.ts';
import type { LedgerFile } from '../../store/schema.ts';
import { refusal } from '../refusal.ts';
import type { Download } from '../routes/routes.ts';
import { filesOfPage, parseUrl } from './page-requests.ts';
import { valuesAt } from './pointer.ts';

/** Milliseconds; a page waits for the answer, and a person's gesture does not last. */
const PATIENCE = 20_000;

/**
 * The files that a document in JSON lists.
 *
 * @throws Refusal `list-failed`, and what is wrong with what it lists
 */
export async function filesOfList(
  download: Download,
  { list, urls, sizes, revisions, as, ...request }: ParsedList,
): Promise<LedgerFile[]> {
  const { id, params, route } = download;
  const href = new URL(fillUrl(list, params), route.base).href;
  const fail = (reason: string): never => {
    throw refusal('list-failed', { id, list: href, reason });
  };
  const document = await load(href, request as RequestInit).catch(fail);
  const found = valuesAt(document, urls) ?? [];
  if (found.length === 0) fail(`has nothing at "${urls}"`);
  const sizesFound =
    sizes === undefined ? [] : (valuesAt(document, sizes) ?? fail(`has nothing at "${sizes}"`));
  const versions =
    revisions === undefined ? [] : (valuesAt(document, revisions) ?? fail(`has nothing at "${revisions}"`));
  const names =
    typeof as === 'string' && as.includes('*')
      ? (valuesAt(document, as) ?? fail(`has nothing at "${as}"`))
      : [];
  const { headers: _, ...bare } = request;
  const isOwn = (url: string): boolean => new URL(url).origin === new URL(route.base).origin;
  const requests = found.map((value, index) => {
    if (typeof value !== 'string')
      return fail(`has ${JSON.stringify(value) ?? 'nothing'} in place of URL ${index} at "${urls}"`);
    const url = parseUrl(value, href) ?? fail(`lists "${value}", which is no URL`);
    const [size, revision] = [sizesFound[index], versions[index]];
    const file = decoded(url.pathname.split('/').at(-1) ?? '');
    const name =
      names[index] ??
      (as === undefined ? undefined : fillUrl(as, { ...params, index: String(index + 1), file }));
    return {
      // What opens an API is for nobody else, and no background fetch may send it to another origin.
      ...(isOwn(href) && isOwn(url.href) ? request : bare),
      url: url.href,
      ...(size === undefined || size === null ? {} : { size: Number(size) }),
      ...(revision === undefined || revision === null ? {} : { revision: String(revision) }),
      ...(name === undefined ? {} : { as: String(name) }),
    };
  });
  return filesOfPage(download, requests);
}

/** A part of a path without its escapes, as far as they are text: a percent sign alone is itself. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment.replace(/%(?![\da-f]{2})/gi, '%25'));
  } catch {
    return segment;
  }
}

async function load(href: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(href, {
    ...init,
    cache: 'no-cache',
    signal: AbortSignal.timeout(PATIENCE),
  }).catch((error: unknown) => {
    throw `cannot be reached (${String(error)})`;
  });
  if (!response.ok) throw `is answered with status ${response.status}`;
  return response.json().catch((error: unknown) => {
    throw `is no JSON (${String(error)})`;
  });
}
