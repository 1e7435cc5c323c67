import type { Answers } from '../../shared/protocol.ts';

/** What may be answered with nothing. */
const UNCERTAIN = /get|refused|locate|update|All|pause|resume|^move|use|clear/;

/**
 * Whether data that came on a question's port is a reply of our worker's half, and not of something else; nor of one of an earlier
 * build, which answers with nothing what it does not know.
 */
export function isReply(question: keyof Answers, data: unknown): boolean {
  const { ok, value, error } = Object(data) as { ok?: unknown; value?: unknown; error?: unknown };
  return ok ? value !== undefined || UNCERTAIN.test(question) : Array.isArray(error);
}
