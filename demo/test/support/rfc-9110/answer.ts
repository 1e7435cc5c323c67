/** What of an answer has to be as the standard says. */
export interface Answer {
  status: number;
  /** Of what the standard says something of, with the boundary of parts as `BOUNDARY`. */
  headers: Record<string, string>;
  /** The parts of a multipart body, each with its head, or the body alone. */
  body: string[];
}

/** What an answer is read from, whoever has given it. */
export interface Read {
  status: number;
  headers: Record<string, string>;
  text: string;
}

const NAMES = ['accept-ranges', 'content-length', 'content-range', 'content-type'];

/** Brings what was read into a form that can be held against another. */
export function toAnswer({ status, headers, text }: Read): Answer {
  const boundary = /^multipart\/byteranges; boundary=(\S+)$/.exec(headers['content-type'] ?? '')?.[1];
  const kept = NAMES.flatMap((name): [string, string][] => {
    const value = headers[name];
    // A 304 and errors have their own; the length of parts goes with the boundary's.
    const isSaid = status === 200 || status === 206 || name === 'content-range';
    if (value === undefined || !isSaid || (boundary && name === 'content-length')) return [];
    return [[name, boundary ? value.replace(boundary, 'BOUNDARY') : value]];
  });
  const isSuccess = status < 300;
  return { status, headers: Object.fromEntries(kept), body: isSuccess ? partsOf(text, boundary) : [] };
}

function partsOf(text: string, boundary: string | undefined): string[] {
  if (boundary === undefined) return [text];
  const [, ...parts] = text.split(`\r\n--${boundary}`);
  return parts.filter((part) => part.trim() !== '--').map((part) => part.replace(/^\r\n/, ''));
}
