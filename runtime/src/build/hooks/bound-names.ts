import type { StatementOf } from './syntax.ts';

/** What a variable is declared as: a name, or a pattern that takes something apart. */
type Pattern = StatementOf<'VariableDeclaration'>['declarations'][number]['id'];

/** The names that a pattern binds. */
export function boundNames(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => {
        if (element === null) return [];
        return boundNames(element.type === 'RestElement' ? element.argument : element);
      });
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value),
      );
  }
}
