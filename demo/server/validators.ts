import type { BigIntStats } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';

/** What identifies one version of a file to a client (RFC 9110, section 8.8). */
export interface Validators {
  /** Strong: any write to the file changes its modification time in nanoseconds. */
  readonly etag: string;
  readonly lastModified: string;
}

/** Validators of a file from its size and modification time. */
export function validatorsOf(stats: BigIntStats): Validators {
  return {
    etag: `"${stats.size.toString(16)}-${stats.mtimeNs.toString(16)}"`,
    lastModified: new Date(Number(stats.mtimeMs)).toUTCString(),
  };
}

/** Whether the client's copy is current, so that 304 is the answer (RFC 9110, section 13.2.2). */
export function isNotModified(headers: IncomingHttpHeaders, validators: Validators): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) {
    return tags.split(',').some((tag) => ['*', validators.etag].includes(tag.trim().replace(/^W\//, '')));
  }
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return since >= Date.parse(validators.lastModified);
}

/** Whether a Range header counts: no If-Range, or one that names this very version (RFC 9110, section 13.1.5). */
export function rangeApplies(headers: IncomingHttpHeaders, validators: Validators | undefined): boolean {
  const condition = headers['if-range'];
  return condition === undefined || condition === validators?.etag || condition === validators?.lastModified;
}
