import type { PlannedRequest } from '../shared/protocol.ts';
import { requestProblem } from '../shared/request-problem.ts';
import type { FileRow, LedgerFile } from '../store/schema.ts';
import type { DownloadHooks, PreparedRequest } from './hooks.ts';
import { downloads } from './ledger/downloads.ts';
import { split } from './ledger/namespaces.ts';
import { refusal } from './refusal.ts';
import type { Prepare, Starting } from './routes/prepare.ts';
import { refuse } from './wish/refuse.ts';

/** Milliseconds: a page waits for its answer no longer than ten seconds. */
const PATIENCE = 8_000;

/** Has an app's hook renew the requests of each start. What it changes is in the ledger before the browser is asked. */
export function prepareWith(hook: NonNullable<DownloadHooks['prepare']>): Prepare {
  return async (start, starting) => {
    const { download, entry } = starting;
    const { id } = download;
    try {
      const { attempt = 0 } = entry.retry ?? {};
      const given = starting.missing.map(toPrepared);
      const param = { ...split(id), attempt: attempt + 1, metadata: entry.metadata };
      const answer = await inTime(hook(given, param));
      const files = renew(starting, answer ?? given);
      await write(starting, files);
      return { ...start, requests: files.map(({ request }) => request) };
    } catch (error) {
      const waiting = await refuse(id, download, 'start-refused');
      if (waiting) return { kind: 'waiting', download: waiting };
      throw refusal('prepare-failed', { id, reason: String(error) });
    }
  };
}

function toPrepared({ url: as, request: { url, init } }: LedgerFile): PreparedRequest {
  return { ...init, url, as };
}

async function inTime<T>(answer: T): Promise<Awaited<T>> {
  const tooLate = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`no answer within ${PATIENCE / 1000} s`)), PATIENCE),
  );
  return Promise.race([answer, tooLate]);
}

/** @throws Error where an answer is none, or no background fetch could bring what it says. */
function renew({ download, missing }: Starting, answer: readonly PreparedRequest[]): LedgerFile[] {
  const { base } = download.route;
  const byUrl = new Map(missing.map((file) => [file.url, file]));
  for (const { as, url, ...init } of answer) {
    const file = byUrl.get(as);
    if (!file) throw new Error(`"${as}" is no file that is to be fetched`);
    const href = new URL(url, base);
    href.hash = '';
    const problem = requestProblem(href, init, new URL(base).origin);
    if (problem) throw new Error(`the request for "${as}" ${problem.reason} (${problem.code})`);
    byUrl.set(as, { ...file, request: { url: href.href, init: init as PlannedRequest['init'] } });
  }
  const files = [...byUrl.values()];
  if (new Set(files.map(({ request }) => request.url)).size < files.length)
    throw new Error('two files have one URL, which no browser fetches twice');
  return files;
}

async function write({ download, entry, missing }: Starting, files: readonly LedgerFile[]): Promise<void> {
  const { id, wanted } = entry;
  // The row itself may have been changed since it was planned.
  await downloads.write((stores) => {
    for (const [place, file] of files.entries()) {
      const index = download.files.indexOf(missing[place] as LedgerFile);
      stores.files.put({ ...file, download: id, set: wanted, index } satisfies FileRow);
    }
  });
}
