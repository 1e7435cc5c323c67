/** A request for a stored file, and how it has to be answered. */
export interface RfcCase {
  name: string;
  /** Default: GET. */
  method?: 'HEAD';
  /** `ETAG`, `MODIFIED`, `BEFORE` and `AFTER` stand for what the file's server says of it. */
  headers: Record<string, string>;
  /** Default: the file of 260 bytes. */
  file?: 'empty.txt';
  status: number;
  /** Of each part of the body, first byte and last; the whole of it where left out, none where it is empty. */
  parts?: [first: number, last: number][];
  /** What nginx answers otherwise, and why we do not. */
  nginx?: { status: number; reason: string };
}

/** The content of the file. */
export const TEXT: string = Array.from({ length: 10 }, (_, n) => `${n}abcdefghijklmnopqrstuvwxy`).join('');

const INVALID = 'RFC 9110, 14.2: a Range that is not valid is ignored; nginx calls it unsatisfiable';
const EMPTY = 'RFC 9110, 14.1.2: there is no such part of nothing; nginx gives nothing as the whole';
const NOT_AFTER =
  'RFC 9110, 13.1.3: whatever is not newer than the date is known; nginx wants the very date, by default';

const range = (value: string, ...parts: [number, number][]): RfcCase => ({
  name: `Range: ${value}`,
  headers: { Range: value },
  status: parts.length > 0 ? 206 : 416,
  parts,
});
const ignored = (value: string, reason?: string): RfcCase => ({
  name: `Range: ${value}, which is ignored`,
  headers: { Range: value },
  status: 200,
  ...(reason !== undefined && { nginx: { status: 416, reason } }),
});
const condition = (
  headers: Record<string, string>,
  status: number,
  more: Partial<RfcCase> = {},
): RfcCase => ({
  name: Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', '),
  headers,
  status,
  ...(status === 304 || status === 412 ? { parts: [] } : {}),
  ...more,
});
const ifRange = (value: string, holds: boolean): RfcCase =>
  condition({ Range: 'bytes=0-1', 'If-Range': value }, holds ? 206 : 200, holds ? { parts: [[0, 1]] } : {});

/** Sections 13 and 14 of RFC 9110, by what players, downloaders and caches send. */
export const CASES: readonly RfcCase[] = [
  // 14.1.2: what a range may be
  range('bytes=0-0', [0, 0]),
  range('bytes=0-1', [0, 1]),
  range('bytes=0-99', [0, 99]),
  range('bytes=100-199', [100, 199]),
  range('bytes=259-259', [259, 259]),
  range('bytes=0-259', [0, 259]),
  range('bytes=0-', [0, 259]),
  range('bytes=1-', [1, 259]),
  range('bytes=259-', [259, 259]),
  range('bytes=-1', [259, 259]),
  range('bytes=-10', [250, 259]),
  range('bytes=-260', [0, 259]),
  range('bytes=-1000', [0, 259]),
  range('bytes=250-1000', [250, 259]),
  {
    ...range('bytes=0-18446744073709551615', [0, 259]),
    nginx: { status: 416, reason: 'nginx reads no number that is greater than its own are' },
  },
  range('bytes=007-008', [7, 8]),
  range('bytes= 5-6', [5, 6]),
  // 15.5.17: what there is nothing of
  range('bytes=260-'),
  range('bytes=260-270'),
  range('bytes=1000-2000'),
  range('bytes=-0'),
  {
    ...range('bytes=0-'),
    name: 'Range: bytes=0- of an empty file',
    file: 'empty.txt',
    nginx: { status: 200, reason: EMPTY },
  },
  {
    ...range('bytes=-5'),
    name: 'Range: bytes=-5 of an empty file',
    file: 'empty.txt',
    nginx: { status: 200, reason: EMPTY },
  },
  // 14.2: what is ignored
  ignored('items=0-1'),
  ignored('bytes'),
  ignored('bytes 0-1'),
  ignored('bytes='),
  ignored('bytes=-', INVALID),
  ignored('bytes=5-3', INVALID),
  ignored('bytes=a-b', INVALID),
  ignored('bytes=0-1;5-6', INVALID),
  ignored('bytes=1.5-2', INVALID),
  // 14.6: several
  range('bytes=0-1,5-6', [0, 1], [5, 6]),
  range('bytes=5-6,0-1', [5, 6], [0, 1]),
  range('bytes=0-0,-1', [0, 0], [259, 259]),
  range('bytes=0-1, 5-6 ,10-19', [0, 1], [5, 6], [10, 19]),
  range('bytes=0-9,5-14', [0, 9], [5, 14]),
  range('bytes=0-1,1000-2000', [0, 1]),
  range('bytes=1000-2000,-1', [259, 259]),
  range('bytes=1000-2000,300-400'),
  ignored('bytes=0-259,0-259'),
  ignored('bytes=0-,1-,2-'),
  // 13.1.5: If-Range
  ifRange('ETAG', true),
  ifRange('"another"', false),
  ifRange('MODIFIED', true),
  ifRange('BEFORE', false),
  ifRange('AFTER', false),
  ifRange('nonsense', false),
  condition({ 'If-Range': 'ETAG' }, 200),
  // 13.1.2: If-None-Match
  condition({ 'If-None-Match': 'ETAG' }, 304),
  condition({ 'If-None-Match': 'W/ETAG' }, 304),
  condition({ 'If-None-Match': '"another", ETAG' }, 304),
  condition({ 'If-None-Match': '*' }, 304),
  condition({ 'If-None-Match': '"another"' }, 200),
  condition({ 'If-None-Match': 'nonsense' }, 200),
  // 13.1.3: If-Modified-Since, which counts only without the one before
  condition({ 'If-Modified-Since': 'MODIFIED' }, 304),
  condition({ 'If-Modified-Since': 'AFTER' }, 304, { nginx: { status: 200, reason: NOT_AFTER } }),
  condition({ 'If-Modified-Since': 'BEFORE' }, 200),
  condition({ 'If-Modified-Since': 'nonsense' }, 200),
  condition({ 'If-None-Match': '"another"', 'If-Modified-Since': 'MODIFIED' }, 200),
  condition({ 'If-None-Match': 'ETAG', 'If-Modified-Since': 'BEFORE' }, 304, {
    nginx: {
      status: 200,
      reason: 'RFC 9110, 13.2.2: the date does not count beside tags; nginx wants both to hold',
    },
  }),
  // 13.1.1 and 13.1.4: what has to hold for an answer
  condition({ 'If-Match': 'ETAG' }, 200),
  condition({ 'If-Match': '*' }, 200),
  condition({ 'If-Match': '"another", ETAG' }, 200),
  condition({ 'If-Match': '"another"' }, 412),
  condition({ 'If-Match': 'W/ETAG' }, 412),
  condition({ 'If-Unmodified-Since': 'MODIFIED' }, 200),
  condition({ 'If-Unmodified-Since': 'AFTER' }, 200),
  condition({ 'If-Unmodified-Since': 'BEFORE' }, 412),
  condition({ 'If-Unmodified-Since': 'nonsense' }, 200, {
    nginx: { status: 412, reason: 'RFC 9110, 13.1.4: a date that is none does not count' },
  }),
  // 13.2.2: in which order
  condition({ Range: 'bytes=0-1', 'If-None-Match': 'ETAG' }, 304),
  condition({ Range: 'bytes=0-1', 'If-Match': '"another"' }, 412),
  condition({ Range: 'bytes=0-1', 'If-None-Match': '"another"' }, 206, { parts: [[0, 1]] }),
  condition({ Range: 'bytes=1000-', 'If-None-Match': 'ETAG' }, 304),
  condition({ 'If-Match': '"another"', 'If-None-Match': 'ETAG' }, 412),
  // 9.3.2: HEAD
  { name: 'HEAD', method: 'HEAD', headers: {}, status: 200 },
  { name: 'HEAD, known', method: 'HEAD', headers: { 'If-None-Match': 'ETAG' }, status: 304, parts: [] },
  {
    name: 'HEAD with a Range, which is for GET',
    method: 'HEAD',
    headers: { Range: 'bytes=0-1' },
    status: 200,
    nginx: { status: 206, reason: 'RFC 9110, 14.2: a server ignores Range with other methods than GET' },
  },
  // nothing asked
  { name: 'no more than the URL', headers: {}, status: 200 },
  { name: 'an empty file', headers: {}, status: 200, file: 'empty.txt' },
];
