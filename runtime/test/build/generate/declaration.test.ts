// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of the types
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { declarationCode, writeDeclaration } from '../../../src/build/generate/declaration.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import type { ResolvedOptions } from '../../../src/build/options/resolved-options.ts';

const MODULES = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

const CLIENT = 'some-plugin/client';

const withIds = (...ids: string[]): ResolvedOptions =>
  resolveOptions({ routes: ids.map((id) => ({ id, requests: '/x' })) });

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'declaration-'));
  try {
    await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const TYPES: [ids: string[], type: string][] = [
  [[], 'never'],
  [['python'], "'python'"],
  [['a', 'b/:c'], "'a' | `b/${string}`"],
  [['b/:c?'], "`b/${string}` | 'b'"],
  [['a/:b+'], '`a/${string}`'],
  [['x*y'], '`x${string}y`'],
  [["it's"], "'it\\'s'"],
  [['a`b/:c'], '`a\\`b/${string}`'],
  [['$\\{x\\}/:c'], '`$\\{x}/${string}`'.replace('$\\{', '\\${')],
];

for (const [ids, type] of TYPES) {
  test(`the ids ${JSON.stringify(ids)} are of the type ${type}`, () => {
    assert.ok(declarationCode(withIds(...ids), CLIENT).includes(`    id: ${type};\n`));
  });
}

const IDS = [
  'episode/:slug',
  'python',
  'film/:name/:part?',
  "it's `${x}\\\\\\:y".replace('{', '\\{').replace('}', '\\}'),
];

/** Lines that compile, and lines that must not. */
const FINE = ["'episode/ep-5'", "'python'", "'film/a'", "'film/a/2'", "'it\\'s `${x}\\\\:y'"];
const WRONG = ["'episod/ep-5'", "'episode'", "'pyton'", "''", "'film'", '5'];

/** A plugin that is installed: the client, and the ambient modules that are there only while a bundler runs. */
const PLUGIN: Record<string, string> = {
  'package.json': JSON.stringify({
    name: 'some-plugin',
    type: 'module',
    exports: { './client': { types: './dist/client.d.ts', default: './dist/client.js' } },
  }),
  'dist/client.d.ts': `/// <reference path="../virtual.d.ts" />
import type { BackgroundFetchClient } from 'workbox-background-fetch/window';
export * from 'workbox-background-fetch/window';
export interface RegisteredRoutes {}
export type DownloadId = RegisteredRoutes extends { id: infer Id extends string } ? Id : string;
export declare const downloads: BackgroundFetchClient<DownloadId>;
`,
  'virtual.d.ts': `declare module 'virtual:background-fetch' {
  export * from 'some-plugin/client';
}
declare module 'virtual:background-fetch/sw' {}
`,
};

/** Puts the plugin and what it depends on where npm or an isolated pnpm does. */
async function install(folder: string, layout: 'flat' | 'isolated'): Promise<void> {
  const store = layout === 'flat' ? join(folder, 'node_modules') : join(folder, 'store/node_modules');
  for (const [name, text] of Object.entries(PLUGIN)) {
    await mkdir(join(store, 'some-plugin', name, '..'), { recursive: true });
    await writeFile(join(store, 'some-plugin', name), text);
  }
  for (const name of ['workbox-background-fetch', 'workbox-core', 'workbox-window'])
    await symlink(join(MODULES, name), join(store, name));
  if (layout === 'flat') return;
  await mkdir(join(folder, 'node_modules'));
  await symlink(join(store, 'some-plugin'), join(folder, 'node_modules/some-plugin'));
}

/** What the compiler complains of, as `file:line code`. */
async function complaints(folder: string, options: Record<string, unknown>): Promise<string[]> {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: 'es2022',
    lib: ['es2023', 'dom'],
    types: [],
    ...options,
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const tsc = join(MODULES, 'typescript/bin/tsc');
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [tsc, '--pretty', 'false', '-p', folder], { cwd: folder }, (_, stdout) =>
      resolve(stdout),
    );
  });
  return [...output.matchAll(/^(?:(\S+)\((\d+),\d+\): )?error (TS\d+)/gm)].map(
    ([, file, line, code]) => `${file}:${line} ${code}`,
  );
}

const RESOLUTIONS: [layout: 'flat' | 'isolated', options: Record<string, unknown>][] = [
  ['flat', { module: 'esnext', moduleResolution: 'bundler' }],
  ['flat', { module: 'preserve' }],
  ['flat', { module: 'nodenext' }],
  ['flat', { module: 'node16' }],
  [
    'flat',
    { module: 'esnext', moduleResolution: 'bundler', verbatimModuleSyntax: true, isolatedModules: true },
  ],
  ['flat', { module: 'esnext', moduleResolution: 'bundler', moduleDetection: 'force', allowJs: true }],
  ['flat', { module: 'esnext', moduleResolution: 'bundler', noUncheckedSideEffectImports: true }],
  ['isolated', { module: 'esnext', moduleResolution: 'bundler' }],
  ['isolated', { module: 'nodenext' }],
];

for (const [layout, options] of RESOLUTIONS) {
  test(`${layout}, ${JSON.stringify(options)}: the client takes the routes' ids, and no others`, () =>
    inFolder(async (folder) => {
      await install(folder, layout);
      await writeFile(join(folder, 'package.json'), '{"type":"module"}');
      const call = (id: string): string => `void downloads.fetch(${id});`;
      const calls = [...FINE, ...WRONG].map(call).join('\n');
      await writeFile(join(folder, 'real.ts'), `import { downloads } from '${CLIENT}';\n${calls}`);
      await writeFile(
        join(folder, 'virtual.ts'),
        `import { downloads } from 'virtual:background-fetch';\n${calls}`,
      );
      await writeFile(join(folder, 'worker.ts'), "import 'virtual:background-fetch/sw';\nexport {};\n");
      const types = `import { BackgroundFetchClient, type DownloadId } from '${CLIENT}';
export const id: DownloadId = 'python';
// @ts-expect-error
export const other: DownloadId = 'pyton';
export const client: BackgroundFetchClient<DownloadId> = new BackgroundFetchClient();
`;
      await writeFile(join(folder, 'types.ts'), types);

      await writeDeclaration(withIds(...IDS), folder, undefined, CLIENT);
      const wrong = WRONG.map((_, index) => `${FINE.length + index + 2} TS2345`);
      const expected = ['real.ts', 'virtual.ts'].flatMap((file) => wrong.map((place) => `${file}:${place}`));
      assert.equal((await complaints(folder, options)).sort(), expected.sort());
    }));
}

test('before the file is there, any text is an id', () =>
  inFolder(async (folder) => {
    await install(folder, 'flat');
    const code = `import { downloads } from '${CLIENT}';\nvoid downloads.fetch('any');\nvoid downloads.fetch(5);\n`;
    await writeFile(join(folder, 'page.ts'), code);
    const options = { module: 'esnext', moduleResolution: 'bundler' };
    assert.equal(await complaints(folder, options), ['page.ts:3 TS2345']);
  }));

const PLACES: [
  name: string,
  option: string | false | undefined,
  hasSource: boolean,
  expected: string | undefined,
][] = [
  ['beside the sources', undefined, true, 'src/background-fetch.d.ts'],
  ['at the root where there is no src', undefined, false, 'background-fetch.d.ts'],
  ['where the option says', 'src/types.d.ts', true, 'src/types.d.ts'],
  ['nowhere', false, true, undefined],
];

for (const [name, option, hasSource, expected] of PLACES) {
  test(`it is written ${name}`, () =>
    inFolder(async (folder) => {
      if (hasSource) await mkdir(join(folder, 'src'));
      const options = withIds('a');
      await writeDeclaration(options, folder, option, CLIENT);
      for (const place of ['background-fetch.d.ts', 'src/background-fetch.d.ts', 'src/types.d.ts']) {
        const text = await readFile(join(folder, place), 'utf8').catch(() => undefined);
        assert.is(text, place === expected ? declarationCode(options, CLIENT) : undefined, place);
      }
    }));
}

test('a file that says something else is replaced', () =>
  inFolder(async (folder) => {
    const location = join(folder, 'background-fetch.d.ts');
    await writeFile(
      location,
      "declare module 'virtual:background-fetch' {\n  export type DownloadId = 'a';\n}\n",
    );
    await writeDeclaration(withIds('a'), folder, undefined, CLIENT);
    assert.is(await readFile(location, 'utf8'), declarationCode(withIds('a'), CLIENT));
  }));

test('a file that says the same already is left alone', () =>
  inFolder(async (folder) => {
    const location = join(folder, 'background-fetch.d.ts');
    await writeDeclaration(withIds('a'), folder, undefined, CLIENT);
    await utimes(location, 1, 1);
    await writeDeclaration(withIds('a'), folder, undefined, CLIENT);
    assert.is((await stat(location)).mtimeMs, 1000);
    await writeDeclaration(withIds('b'), folder, undefined, CLIENT);
    assert.ok((await readFile(location, 'utf8')).includes("'b'"));
  }));

test.run();
