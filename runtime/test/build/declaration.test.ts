// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of the types
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { declarationCode, writeDeclaration } from '../../src/build/declaration.ts';
import { resolveOptions } from '../../src/build/resolve-options.ts';
import type { ResolvedOptions } from '../../src/build/resolved-options.ts';

const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

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
    assert.ok(declarationCode(withIds(...ids)).includes(`export type DownloadId = ${type};`));
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

test('the client takes the ids of the routes, and no others', () =>
  inFolder(async (folder) => {
    await symlink(MODULES, join(folder, 'node_modules'));
    await writeDeclaration(withIds(...IDS), folder, undefined);
    const call = (id: string): string => `void downloads.fetch(${id});`;
    const head = "import { downloads } from 'virtual:background-fetch';\n";
    await writeFile(join(folder, 'fine.ts'), head + FINE.map(call).join('\n'));
    await writeFile(join(folder, 'wrong.ts'), head + WRONG.map(call).join('\n'));
    await writeFile(join(folder, 'worker.ts'), "import 'virtual:background-fetch/sw';\nexport {};\n");
    const compilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: 'es2022',
      module: 'esnext',
      moduleResolution: 'bundler',
      lib: ['es2023', 'dom'],
      types: [],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    const tsc = join(MODULES, 'typescript/bin/tsc');
    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, [tsc, '--pretty', 'false', '-p', folder], { cwd: folder }, (_, stdout) =>
        resolve(stdout),
      );
    });
    const places = [...output.matchAll(/^(\S+)\((\d+),\d+\): error (TS\d+)/gm)].map(
      ([, file, line, code]) => `${file}:${line} ${code}`,
    );
    assert.equal(
      places,
      WRONG.map((_, index) => `wrong.ts:${index + 2} TS2345`),
      output,
    );
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
      await writeDeclaration(options, folder, option);
      for (const place of ['background-fetch.d.ts', 'src/background-fetch.d.ts', 'src/types.d.ts']) {
        const text = await readFile(join(folder, place), 'utf8').catch(() => undefined);
        assert.is(text, place === expected ? declarationCode(options) : undefined, place);
      }
    }));
}

test('a file that says the same already is left alone', () =>
  inFolder(async (folder) => {
    const location = join(folder, 'background-fetch.d.ts');
    await writeDeclaration(withIds('a'), folder, undefined);
    await utimes(location, 1, 1);
    await writeDeclaration(withIds('a'), folder, undefined);
    assert.is((await stat(location)).mtimeMs, 1000);
    await writeDeclaration(withIds('b'), folder, undefined);
    assert.ok((await readFile(location, 'utf8')).includes("'b'"));
  }));

test.run();
