import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parsePattern, type Variant } from '../../shared/pattern.ts';
import type { ResolvedOptions, ResolvedRoute } from '../options/resolved-options.ts';

/** Where to write the declaration file, relative to the project's root; false to write none. */
export type DeclarationOption = string | false | undefined;

/**
 * Writes the declaration file, by which the client takes only the routes' ids, and requests where a route has them from the page. A file that says the same already is left
 * alone, so that watchers stay quiet.
 *
 * @param option - default: `src/background-fetch.d.ts` where there is a folder `src`, otherwise at the root.
 * @param clientModule - the module that the app has installed, whose interface `RegisteredRoutes` is augmented.
 */
export async function writeDeclaration(
  options: ResolvedOptions,
  root: string,
  option: DeclarationOption,
  clientModule: string,
): Promise<void> {
  if (option === false) return;
  const fallback = join(existsSync(join(root, 'src')) ? 'src' : '', 'background-fetch.d.ts');
  const location = resolve(root, option ?? fallback);
  const code = declarationCode(options, clientModule);
  const current = await readFile(location, 'utf8').catch(() => undefined);
  if (current === code) return;
  await mkdir(dirname(location), { recursive: true });
  await writeFile(location, code);
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the type's own syntax
const PLACEHOLDER = '${string}';

/**
 * The text of the declaration file. Its import makes it a module, as an augmentation has to be, and brings the virtual
 * modules' types along, which are declared beside the client.
 *
 * @see https://www.typescriptlang.org/docs/handbook/declaration-merging.html#module-augmentation
 */
export function declarationCode({ routes }: ResolvedOptions, clientModule: string): string {
  const types = routes.map(
    (route) =>
      `\n      ${propertyName(route.id)}: { id: ${idType(route)}; requests: '${requestsMode(route)}' };`,
  );
  return `// Written by workbox-background-fetch from the routes in the bundler's config. Commit it, but do not edit it.
import '${clientModule}';

declare module '${clientModule}' {
  interface RegisteredRoutes {
    /** The ids that the routes match, and whether they take requests from the page. */
    routes: {${types.join('')}${types.length > 0 ? '\n    ' : ''}};
  }
}
`;
}

function idType({ id }: ResolvedRoute): string {
  return [...new Set(parsePattern(id).map(typeOf))].join(' | ');
}

function requestsMode({ page, requests, each, lists }: ResolvedRoute): 'demanded' | 'optional' | 'never' {
  if (!page) return 'never';
  return requests.length === 0 && !each && !lists ? 'demanded' : 'optional';
}

function typeOf(variant: Variant): string {
  if (variant.every((part) => typeof part === 'string')) return quoted(variant.join(''));
  const quote = (text: string): string => text.replace(/[`\\]|\$(?=\{)/g, '\\$&');
  return `\`${variant.map((part) => (typeof part === 'string' ? quote(part) : PLACEHOLDER)).join('')}\``;
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}

/** Quoted where it has to be, as formatters have it. */
function propertyName(text: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(text) ? text : quoted(text);
}
