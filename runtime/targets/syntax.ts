import type { AnyNode } from './walk.ts';

/** Syntax that is younger than some browser which people still have, by its path in MDN's data below `javascript`. */
const SYNTAX: readonly [path: string, is: (node: AnyNode, isInFunction: boolean) => boolean][] = [
  ['statements.using', ({ type, kind }) => type === 'VariableDeclaration' && kind === 'using'],
  ['statements.await_using', ({ type, kind }) => type === 'VariableDeclaration' && kind === 'await using'],
  ['classes.static.initialization_blocks', ({ type }) => type === 'StaticBlock'],
  [
    'classes.private_class_fields_in',
    ({ type, left }) => type === 'BinaryExpression' && (left as AnyNode).type === 'PrivateIdentifier',
  ],
  ['operators.await.top_level', ({ type }, isInFunction) => type === 'AwaitExpression' && !isInFunction],
  [
    'statements.import.import_attributes',
    ({ type, attributes }) => /^(Im|Ex)port/.test(type) && ((attributes as unknown[]) ?? []).length > 0,
  ],
  ['statements.import.defer', ({ type, phase }) => type === 'ImportDeclaration' && phase === 'defer'],
  ['builtins.RegExp.unicodeSets', (node) => /v/.test(flagsOf(node))],
  ['builtins.RegExp.hasIndices', (node) => /d/.test(flagsOf(node))],
  ['regular_expressions.lookbehind_assertion', (node) => /\(\?<[=!]/.test(patternOf(node))],
  ['regular_expressions.modifier', (node) => /\(\?[ims-]+:/.test(patternOf(node))],
  [
    'regular_expressions.named_capturing_group.duplicate_named_capturing_groups',
    (node) => {
      const names = patternOf(node).match(/\(\?<[^=!>]+>/g) ?? [];
      return new Set(names).size < names.length;
    },
  ],
];

/** The paths of the syntax that a node is. */
export function syntaxOf(node: AnyNode, isInFunction: boolean): string[] {
  return SYNTAX.filter(([, is]) => is(node, isInFunction)).map(([path]) => `javascript.${path}`);
}

function patternOf({ regex }: AnyNode): string {
  return (regex as { pattern: string } | undefined)?.pattern ?? '';
}

function flagsOf({ regex }: AnyNode): string {
  return (regex as { flags: string } | undefined)?.flags ?? '';
}
