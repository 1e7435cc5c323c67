import { stripVTControlCharacters } from 'node:util';

/** What the bundlers put before a message of others. */
const HEAD = /^(?:Build failed with \d+ errors?:\s*|\[plugin [^\]]+\]\s*|(?:BackgroundFetchBuild)?Error: )+/;

/**
 * What a failed build has to say, without what the bundlers put around it: their heads, colours and stacks, and the frame of code
 * that some messages have.
 */
export function messageOf(error: unknown): string {
  const { errors, message } = error as { errors?: unknown[]; message: string };
  if (errors?.[0] !== undefined) return messageOf(errors[0]);
  return stripVTControlCharacters(message)
    .replace(/\n(?: {4}at | *╭)[\s\S]*$/, '')
    .replace(HEAD, '')
    .trim();
}
