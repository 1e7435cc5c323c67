import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** What bundlers tell of an error besides its message. */
interface Told {
  message: string;
  /** Several in one. */
  errors?: Told[];
  id?: string;
  loc?: { file?: string; line: number; column: number };
}

/**
 * What a bundler or parser has to say, in one line: the place and the reason, without its heads, colours and frames of code.
 *
 * @param root - what files are named relative to.
 */
export function compileReason(error: unknown, root: string): string {
  const told = error as Told;
  const { message, loc, id } = told.errors?.[0] ?? told;
  const lines = stripVTControlCharacters(message).split('\n');
  const [text = ''] = lines.filter((line) => !/^(?:\w+ failed with \d+ errors?:|\s*)$/.test(line));
  const reason = text.replace(/^(?:\[[^\]]*\] *)+|\.$/g, '');
  const file = loc?.file ?? id;
  // Modules of no file have a name that says nothing to the user.
  if (loc === undefined || file === undefined || file.startsWith('\0')) return reason;
  const without = reason.replace(/^(Could not resolve '.+') in .+$/, '$1');
  return `${relative(root, file)}:${loc.line}:${loc.column + 1}: ${without}`;
}
