import { boundNames } from './bound-names.ts';
import type { Declaration, Program, Statement, StatementOf } from './syntax.ts';
import { valueKind } from './value-kind.ts';

/** What values are called, and what each is, in words; undefined where the syntax does not tell. */
export type Values = Map<string, string | undefined>;

/** The values that a declaration makes. Types are none. */
export function declaredValues(declaration: Declaration | Statement): Values {
  if ('declare' in declaration && declaration.declare === true) return new Map();
  switch (declaration.type) {
    case 'VariableDeclaration':
      return variables(declaration);
    case 'FunctionDeclaration':
      return new Map(declaration.id ? [[declaration.id.name, 'a function']] : []);
    case 'ClassDeclaration':
      return new Map(declaration.id ? [[declaration.id.name, 'a class']] : []);
    case 'TSEnumDeclaration':
      return new Map([[declaration.id.name, 'an enum']]);
    default:
      return new Map();
  }
}

/** The values that a module's own names stand for, those that it imports among them. */
export function localValues({ body }: Program): Values {
  return new Map(
    body.flatMap((statement) => {
      if (statement.type === 'ImportDeclaration') return [...imported(statement)];
      const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      return declaration ? [...declaredValues(declaration)] : [];
    }),
  );
}

/** Only what cannot be given another value later is what it is at first. */
function variables({ kind, declarations }: StatementOf<'VariableDeclaration'>): Values {
  return new Map(
    declarations.flatMap(({ id, init }) => {
      const value = kind === 'const' && id.type === 'Identifier' && init ? valueKind(init) : undefined;
      return boundNames(id).map((name) => [name, value] as const);
    }),
  );
}

function imported({ importKind, specifiers }: StatementOf<'ImportDeclaration'>): Values {
  if (importKind === 'type') return new Map();
  const values = specifiers.filter(
    (specifier) => specifier.type !== 'ImportSpecifier' || specifier.importKind !== 'type',
  );
  return new Map(values.map(({ local }) => [local.name, undefined]));
}
