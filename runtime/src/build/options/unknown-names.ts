import type { ErrorObject, SchemaObject } from 'ajv';
import { OPTION_NAMES, REQUEST_NAMES, ROUTE_NAMES } from './schema.ts';
import { type Place, type Suggestion, suggestName } from './suggest-name.ts';

/** What the options of a bundler's plugin hold besides. */
export interface MoreOptions {
  /** The JSON Schema of each option that stands beside `routes`. */
  own: Readonly<Record<string, SchemaObject>>;
  /** What can stand inside of those, as far as it may be misplaced. */
  inside: readonly Place[];
}

/** What a request that is no URL is known by. */
const KINDS = ['glob', 'each', 'list'];

/** An error of Ajv, and what is said of it. */
export interface NameProblem {
  error: ErrorObject;
  line: string;
}

/**
 * Tells of the names that are unknown where they stand, and what they may have been meant for.
 *
 * @param errors - with the schemas that they come from, and the data.
 * @param inside - what can stand inside of a plugin's own options.
 * @returns a line for each, and the errors that remain: those that only follow from a misspelt name are left out.
 */
export function unknownNames(
  errors: readonly ErrorObject[],
  inside: readonly Place[],
): { problems: NameProblem[]; others: ErrorObject[] } {
  const unknown = errors
    .filter(isUnknownName)
    .map((error) => ({ error, found: suggestionFor(error, inside) }));
  // A request whose kind is misspelt was held against another kind.
  const misread = new Set(
    unknown.filter(({ error, found }) => isOtherKind(error, found)).map(({ error }) => error.instancePath),
  );
  const told = unknown.filter(
    ({ error, found }) => !misread.has(error.instancePath) || isOtherKind(error, found),
  );
  const meant = new Set(told.map(({ error, found }) => `${error.instancePath} ${found?.name}`));
  const others = errors.filter(
    (error) =>
      !isUnknownName(error) &&
      !misread.has(error.instancePath) &&
      !meant.has(`${error.instancePath} ${error.params.missingProperty}`),
  );
  return { problems: told.map(({ error, found }) => ({ error, line: lineOf(error, found) })), others };
}

function isUnknownName({ keyword }: ErrorObject): boolean {
  return keyword === 'additionalProperties';
}

function isOtherKind({ instancePath, parentSchema }: ErrorObject, found: Suggestion | undefined): boolean {
  if (!isRequest(instancePath) || found === undefined || found.of !== undefined) return false;
  return KINDS.includes(found.name) && !namesOf(parentSchema).includes(found.name);
}

/** An error of this kind comes from a schema that has them. */
function namesOf(schema: ErrorObject['parentSchema']): string[] {
  return Object.keys(schema?.properties ?? {});
}

function isRequest(path: string): boolean {
  return /^\/routes\/\d+\/requests\/\d+$/.test(path);
}

function suggestionFor(
  { instancePath: path, params, parentSchema }: ErrorObject,
  inside: readonly Place[],
): Suggestion | undefined {
  const options: Place = { of: 'the options', names: OPTION_NAMES };
  const route: Place = { of: 'a route', names: ROUTE_NAMES };
  const request: Place = { of: 'a request', names: REQUEST_NAMES };
  const names = namesOf(parentSchema);
  const name: string = params.additionalProperty;
  if (path === '') return suggestName(name, names, [route, request, ...inside]);
  if (isRequest(path)) return suggestName(name, [...names, ...KINDS], [route, options]);
  return suggestName(name, names, /^\/routes\/\d+$/.test(path) ? [request, options] : []);
}

function lineOf({ params, data }: ErrorObject, found: Suggestion | undefined): string {
  const line = `"${params.additionalProperty}" property is not expected to be here`;
  if (found === undefined) return line;
  const { name, of } = found;
  if (of !== undefined) return `${line}. Did you mean property "${name}" of ${of}?`;
  // An empty list says nothing; some are written out of short forms.
  const isThere = (Object(data)[name] ?? []).length !== 0;
  return `${line}. Did you mean property "${name}"${isThere ? ', which is there already' : ''}?`;
}
