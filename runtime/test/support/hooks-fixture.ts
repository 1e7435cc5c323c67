import * as assert from 'uvu/assert';
import type { RunningWorker } from './run-worker.ts';
import type { Files } from './temporary-folder.ts';

/** The module of hooks, relative to the project's root. */
export const HOOKS_FILE = 'src/downloads.worker.ts';

/** The text by which source maps are tried, and the line that has it. */
export const MARKER = 'called off:';
const MARKED = `  tell(label(\`${MARKER} \${download.id}\`));`;

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is code
/** Hooks in TypeScript, with a package, JSON and a path that the project's config explains. */
export const HOOKS_FILES: Files = {
  [HOOKS_FILE]: `import { cacheNames } from 'workbox-core';
import { label } from '@/label';
import names from './names.json';

interface Told {
  download: { id: string; state: string };
}

const scope = self as unknown as { told?: string[] };

function tell(text: string): void {
  scope.told = [...(scope.told ?? []), text];
}

export function onStored({ download }: Told): void {
  tell(label(\`\${names.stored} \${download.id}, \${download.state}, \${typeof cacheNames.precache}\`));
}

export const onAborted = async ({ download }: Told): Promise<void> => {
${MARKED}
};

export async function onRecord({ url, response }: { url: string; response: Response }): Promise<Response> {
  return new Response(\`\${new URL(url).pathname}: \${await response.text()}\`);
}

export const plugins = [{ cacheDidUpdate: async (): Promise<void> => tell('plugin') }];
`,
  'src/names.json': '{ "stored": "stored:" }',
  'src/label.ts': 'export const label = (text: string): string => `[${text}]`;\n',
  'tsconfig.json': JSON.stringify({
    compilerOptions: { module: 'esnext', moduleResolution: 'bundler', paths: { '@/*': ['./src/*'] } },
  }),
};
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: it is code

/** The place that source maps have to lead to from where {@link MARKER} is. */
export const ORIGIN: string = `${HOOKS_FILE}: ${MARKED}`;

/**
 * Holds a worker to running the hooks, for a download of one file, and another one that is aborted.
 *
 * @param body - of the file: the build may know its hash.
 */
export async function hooksRun(
  worker: RunningWorker,
  id: string,
  path: string,
  body: string | Buffer<ArrayBuffer> = 'body',
): Promise<void> {
  await worker.succeed(id, { [path]: body });
  const other = id.replace('one', 'two');
  await worker.wish(other);
  await worker.abort(other);
  assert.equal(worker.reported, []);
  assert.equal(
    [...(worker.evaluate('self.told') as string[])],
    ['plugin', `[stored: ${id}, stored, string]`, `[${MARKER} ${other}]`],
  );
  assert.is(await worker.serve(path), `/${path}: ${body}`);
}

/** How many copies of Workbox's core are in some code, minified or not. */
export function coresIn(code: string): number {
  return code.split(/["'`]precache-v2["'`]/).length - 1;
}
