import type { ParsedConfig } from '../../shared/parsed-config.ts';
import { result } from '../../store/requests.ts';
import type { BuildRow } from '../../store/schema.ts';
import { downloads } from '../ledger/downloads.ts';

/** No download can have this id. */
const ID = '../build';

/** What tells one build from another, as far as downloads consist of what it knows. */
export async function buildOf({ files, routes }: ParsedConfig): Promise<string> {
  const text = JSON.stringify([files, routes.map(({ requests, each }) => [requests, each])]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return String(new Uint8Array(digest));
}

/** The build that the stored downloads have been held against. */
export async function notedBuild(): Promise<string | undefined> {
  const row = await downloads.read<BuildRow | undefined>(({ wishes }) => result(wishes.get(ID)));
  return row?.build;
}

export function noteBuild(build: string): Promise<void> {
  return downloads.write(({ wishes }) => {
    wishes.put({ id: ID, build } satisfies BuildRow);
  });
}
