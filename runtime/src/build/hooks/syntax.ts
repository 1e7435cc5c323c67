import type { parseAst } from 'rolldown/parseAst';

/** A parsed module. */
export type Program = ReturnType<typeof parseAst>;

/** What a module consists of. */
export type Statement = Program['body'][number];

/** A statement of one type. */
export type StatementOf<T extends Statement['type']> = Extract<Statement, { type: T }>;

/** What a variable is given. */
export type Expression = NonNullable<StatementOf<'VariableDeclaration'>['declarations'][number]['init']>;

/** What a statement declares or exports. */
export type Declaration = NonNullable<StatementOf<'ExportNamedDeclaration'>['declaration']>;
