import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { declaredValues, localValues, type Values } from './local-values.ts';
import { siblingModule } from './sibling-module.ts';
import type { Program, Statement } from './syntax.ts';

/** What is known of a module without running it. */
export interface ModuleExports {
  /** What it exports, but for types. */
  values: Values;
  /** The files of it and of all that it imports by relative paths, absolute. */
  files: Set<string>;
}

type Language = 'ts' | 'tsx' | 'jsx' | 'js';

const LANGUAGES: Record<string, Language> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.jsx': 'jsx',
  '.js': 'js',
  '.mjs': 'js',
  '.cjs': 'js',
};

/** Finds the file that a module means by a specifier; undefined where it is none of the app's. */
export type ResolveModule = (
  importer: string,
  specifier: string,
) => string | undefined | Promise<string | undefined>;

/**
 * Reads what a module exports, through those that it exports again.
 *
 * @param resolve - default: what relative specifiers lead to.
 * @throws what the parser throws at a syntax error of the module. One of those that it imports is left to the compiler.
 */
export async function readExports(
  file: string,
  resolve: ResolveModule = siblingModule,
): Promise<ModuleExports> {
  const files = new Set<string>();
  return { values: await read(file, files, resolve), files };
}

async function read(file: string, files: Set<string>, resolve: ResolveModule): Promise<Values> {
  files.add(file);
  const lang = LANGUAGES[extname(file)];
  if (lang === undefined) return new Map();
  const [{ parseAst }, source] = await Promise.all([import('rolldown/parseAst'), readFile(file, 'utf8')]);
  const program = parseAst(source, { lang, sourceType: 'module' }, file);
  const known = new Map<string, Values>();
  for (const specifier of specifiersOf(program)) {
    const module = await resolve(file, specifier);
    if (module === undefined || files.has(module)) continue;
    known.set(specifier, await read(module, files, resolve).catch(() => new Map()));
  }
  const locals = localValues(program);
  // What a module exports itself goes before what it exports of all that another one does.
  const exported = program.body.flatMap((statement) => exportedBy(statement, locals, known));
  return new Map(
    [...exported.filter(([, , isOfOther]) => isOfOther), ...exported].map(([name, kind]) => [name, kind]),
  );
}

/** What a module imports. Of types nothing is left when it is compiled, and their modules may have nothing else. */
function specifiersOf({ body }: Program): string[] {
  return body.flatMap((statement) =>
    'source' in statement && statement.source && !isOfTypes(statement) ? [statement.source.value] : [],
  );
}

function isOfTypes(statement: Statement): boolean {
  if (statement.type === 'ImportDeclaration') return statement.importKind === 'type';
  return 'exportKind' in statement && statement.exportKind === 'type';
}

type Exported = [name: string, kind: string | undefined, isOfOther: boolean];

function exportedBy(statement: Statement, locals: Values, known: Map<string, Values>): Exported[] {
  if (statement.type === 'ExportDefaultDeclaration') return [['default', undefined, false]];
  if (isOfTypes(statement)) return [];
  if (statement.type === 'ExportAllDeclaration') {
    if (statement.exported) return [[nameOf(statement.exported), 'a module', false]];
    const others = [...(known.get(statement.source.value) ?? [])].filter(([name]) => name !== 'default');
    return others.map(([name, kind]) => [name, kind, true]);
  }
  if (statement.type !== 'ExportNamedDeclaration') return [];
  const { declaration, source, specifiers } = statement;
  if (declaration) return [...declaredValues(declaration)].map(([name, kind]) => [name, kind, false]);
  const from = source ? known.get(source.value) : locals;
  return specifiers.flatMap(({ local, exported, exportKind }): Exported[] => {
    const name = nameOf(local);
    // What is no value is a type.
    if (exportKind === 'type' || (from && !from.has(name))) return [];
    return [[nameOf(exported), from?.get(name), false]];
  });
}

function nameOf(name: { type: string; name?: string; value?: unknown }): string {
  return name.name ?? String(name.value);
}
