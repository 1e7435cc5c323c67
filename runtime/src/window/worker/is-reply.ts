import type { DownloadSnapshot } from '../../shared/download-snapshot.ts';
import type { Answers } from '../../shared/protocol.ts';

/** Whether an answer is what was asked for. */
const ANSWERS: { [T in keyof Answers]: (value: unknown) => boolean } = {
  plan: (value) => {
    const { kind, download, requests } = (value ?? {}) as Record<string, unknown>;
    return kind === 'stored' ? isSnapshot(download) : kind === 'start' && Array.isArray(requests);
  },
  started: isSnapshot,
  get: (value) => value === undefined || isSnapshot(value),
  list: (value) => Array.isArray(value) && value.every(isSnapshot),
  remove: (value) => typeof value === 'boolean',
};

/** Whether data that came on a question's port is a reply of our worker's half, and not of something else. */
export function isReply(question: keyof Answers, data: unknown): boolean {
  const { ok, value, error } = (data ?? {}) as { ok?: unknown; value?: unknown; error?: unknown };
  if (ok === false) return Array.isArray(error) && typeof error[0] === 'string';
  return ok === true && ANSWERS[question](value);
}

function isSnapshot(value: unknown): boolean {
  const { id, state } = (value ?? {}) as Partial<DownloadSnapshot>;
  return typeof id === 'string' && typeof state === 'string';
}
