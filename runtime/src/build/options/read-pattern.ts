import { PatternError, parsePattern, parseTemplate, type Variant } from '../../shared/pattern.ts';
import { BackgroundFetchBuildError } from '../errors.ts';

/**
 * The readings of a route's id.
 *
 * @throws BackgroundFetchBuildError `invalid-pattern`
 */
export function readPattern({ id }: { id: string }): Variant[] {
  return read(id, 'the id', () => parsePattern(id));
}

/**
 * The readings of a template of a route.
 *
 * @param where - what the template is, for the message.
 * @throws BackgroundFetchBuildError `invalid-pattern`
 */
export function readTemplate(route: string, where: string, template: string): Variant[] {
  return read(route, where, () => parseTemplate(template));
}

function read(route: string, where: string, parse: () => Variant[]): Variant[] {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const reason = `${error.message} ${remedy(error.char)}`;
    throw new BackgroundFetchBuildError('invalid-pattern', { route, where, reason }, { cause: error });
  }
}

function remedy(char: string): string {
  if (char === '{') return 'is not closed';
  const hint = char === '(' ? ' (regular expressions are not supported: use :name or *)' : '';
  return `needs a backslash before it${hint}`;
}
