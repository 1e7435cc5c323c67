import { createRequire } from 'node:module';
import { Ajv, type SchemaObject, type ValidateFunction } from 'ajv';
import { BackgroundFetchBuildError } from '../errors.ts';
import { optionsSchema } from './schema.ts';
import { type MoreOptions, unknownNames } from './unknown-names.ts';

// It is published as CommonJS only, and Node cannot see the names that it exports.
const { betterAjvErrors } = createRequire(import.meta.url)(
  '@apideck/better-ajv-errors',
) as typeof import('@apideck/better-ajv-errors');

/** What a schema takes, compiled for each plugin once. */
interface Shape {
  schema: SchemaObject;
  validate: ValidateFunction;
}

const shapes = new Map<MoreOptions['own'], Shape>();

function shapeWith(own: MoreOptions['own']): Shape {
  const known = shapes.get(own);
  if (known) return known;
  const schema = { ...optionsSchema, properties: { ...optionsSchema.properties, ...own } };
  const validate = new Ajv({ allErrors: true, strict: false, verbose: true }).compile(schema);
  const shape = { schema, validate };
  shapes.set(own, shape);
  return shape;
}

const NOTHING: MoreOptions = { own: {}, inside: [] };

/**
 * Holds options against the schema.
 *
 * @param more - the options of a plugin, which stand among them.
 * @throws BackgroundFetchBuildError `invalid-options`, with a line per mistake that names the place and, for a
 * misspelling, what was probably meant.
 */
export function validateShape(options: unknown, { own, inside }: MoreOptions = NOTHING): void {
  const { schema, validate } = shapeWith(own);
  if (validate(options)) return;
  const { problems: names, others } = unknownNames(validate.errors ?? [], inside);
  const errors = betterAjvErrors({
    schema: schema as unknown as Parameters<typeof betterAjvErrors>[0]['schema'],
    data: options,
    // That a branch of the schema was not met says nothing that its own errors do not.
    errors: others.filter(({ keyword }) => keyword !== 'if'),
    basePath: 'options',
  });
  const problems = errors.map(({ message, suggestion, path, context }) => {
    const named = nameItem(message, path);
    const allowed =
      context.errorType === 'enum' ? `: ${(context.allowedValues as unknown[]).map(quote).join(', ')}` : '';
    const line = suggestion === undefined ? named + allowed : `${named}. ${suggestion}`;
    return `${routeName(options, path)}${line.replace(/^'' property/, 'options').replaceAll("'", '"')}`;
  });
  const unknown = names.map(({ error, line }) => routeName(options, error.instancePath) + line);
  throw new BackgroundFetchBuildError('invalid-options', {
    problems: [...new Set([...problems, ...unknown])],
  });
}

function quote(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** The number of an item says nothing without the name of its list. */
function nameItem(message: string, path: string): string {
  const [, list, item] = /(\w+)[./](\d+)$/.exec(path) ?? [];
  return list === undefined || list === 'routes'
    ? message
    : message.replace(`'${item}'`, `'${list}.${item}'`);
}

/** "routes.3.title" says less than the id of that route. */
function routeName(options: unknown, path: string): string {
  const index = /routes[./](\d+)/.exec(path)?.[1];
  const routes = (options as { routes?: { id?: unknown }[] } | null)?.routes;
  const id = index === undefined ? undefined : routes?.[Number(index)]?.id;
  return typeof id === 'string' ? `Route "${id}": ` : '';
}
