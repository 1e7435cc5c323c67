/** What a request's conditions are held against. */
type Validators = Pick<Headers, 'get'>;

/**
 * What the conditions of a request make of a stored response: 304 where the page has it already, 412 where it is not the one that it wants,
 * undefined where it is to be given.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
 */
export function failedCondition({ headers }: Request, stored: Validators): 304 | 412 | undefined {
  const [match, noneMatch] = [headers.get('if-match'), headers.get('if-none-match')];
  const modified = timeOf(stored.get('last-modified'));
  const holds =
    match === null
      ? !(modified > timeOf(headers.get('if-unmodified-since')))
      : isAmong(stored.get('etag'), match);
  if (!holds) return 412;
  const isKnown =
    noneMatch === null
      ? modified <= timeOf(headers.get('if-modified-since'))
      : isAmong(weak(stored.get('etag')), weak(noneMatch));
  return isKnown ? 304 : undefined;
}

/** Whether the `If-Range` of a request holds, without which the whole is given. Only a strong tag will do. */
export function rangeHolds({ headers }: Request, stored: Validators): boolean {
  const condition = headers.get('if-range');
  if (condition === null) return true;
  if (/^(?:W\/)?"/.test(condition)) return isAmong(stored.get('etag'), condition);
  return timeOf(stored.get('last-modified')) === timeOf(condition);
}

/** Compares as strong tags are: a weak one is equal to none, not even to itself. */
function isAmong(etag: string | null, list: string): boolean {
  if (list.trim() === '*') return true;
  const tags: string[] = list.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return etag !== null && !etag.startsWith('W/') && tags.includes(etag);
}

/** The same tags, as strong ones. */
function weak<T extends string | null>(tags: T): T {
  return (tags?.replace(/W\/"/g, '"') ?? null) as T;
}

/** Milliseconds since the epoch; NaN, which is neither before nor after anything, where there is none. */
function timeOf(date: string | null): number {
  return Date.parse(date ?? '');
}
