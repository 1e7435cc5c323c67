import type { Expression } from './syntax.ts';

/**
 * What an expression gives, in words, as far as its syntax tells: "a function", "an array", "a number" and the like; undefined
 * where only running it would tell.
 */
export function valueKind(expression: Expression): string | undefined {
  switch (expression.type) {
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return 'a function';
    case 'ArrayExpression':
      return 'an array';
    case 'ObjectExpression':
      return 'an object';
    case 'ClassExpression':
      return 'a class';
    case 'TemplateLiteral':
      return 'a string';
    case 'Literal':
      return literalKind(expression.value);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
    case 'TSInstantiationExpression':
    case 'ParenthesizedExpression':
      return valueKind(expression.expression);
    default:
      return undefined;
  }
}

function literalKind(value: unknown): string {
  if (value === null) return 'null';
  return value instanceof RegExp ? 'a regular expression' : `a ${typeof value}`;
}
