import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { BackgroundFetchBuildError } from '../errors.ts';
import { optionsSchema } from './schema.ts';

// It is published as CommonJS only, and Node cannot see the names that it exports.
const { betterAjvErrors } = createRequire(import.meta.url)(
  '@apideck/better-ajv-errors',
) as typeof import('@apideck/better-ajv-errors');

const validate = new Ajv({ allErrors: true, strict: false }).compile(optionsSchema);

/**
 * Holds options against the schema.
 *
 * @throws BackgroundFetchBuildError `invalid-options`, with a line per mistake that names the place and, for a
 * misspelling, what was probably meant.
 */
export function validateShape(options: unknown): void {
  if (validate(options)) return;
  const errors = betterAjvErrors({
    schema: optionsSchema as unknown as Parameters<typeof betterAjvErrors>[0]['schema'],
    data: options,
    // That a branch of the schema was not met says nothing that its own errors do not.
    errors: validate.errors?.filter(({ keyword }) => keyword !== 'if'),
    basePath: 'options',
  });
  const problems = errors.map(({ message, suggestion, path }) => {
    const line = suggestion === undefined ? message : `${message}. ${suggestion}`;
    return `${routeName(options, path)}${line.replace(/^'' property/, 'options').replaceAll("'", '"')}`;
  });
  throw new BackgroundFetchBuildError('invalid-options', { problems: [...new Set(problems)] });
}

/** "routes.3.title" says less than the id of that route. */
function routeName(options: unknown, path: string): string {
  const index = /routes[./](\d+)/.exec(path)?.[1];
  const routes = (options as { routes?: { id?: unknown }[] } | null)?.routes;
  const id = index === undefined ? undefined : routes?.[Number(index)]?.id;
  return typeof id === 'string' ? `Route "${id}": ` : '';
}
