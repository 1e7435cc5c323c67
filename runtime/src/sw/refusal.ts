import type { ErrorArguments } from '../shared/errors.ts';

/** What a page is told in place of an answer. It is thrown as it is sent: no worker carries the class of the error. */
export interface Refusal {
  ok: false;
  error: ErrorArguments;
}

export function refusal(...error: ErrorArguments): Refusal {
  return { ok: false, error };
}

/** What a page is told of anything that was thrown. */
export function toRefusal(thrown: unknown): Refusal {
  const { ok, name } = (thrown ?? {}) as { ok?: unknown; name?: unknown };
  if (ok === false) return thrown as Refusal;
  return refusal(name === 'VersionError' ? 'newer-ledger' : 'unexpected', { reason: String(thrown) });
}
