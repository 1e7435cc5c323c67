// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of the types
import { mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { declarationCode, writeDeclaration } from '../../../src/build/generate/declaration.ts';
import { resolveOptions } from '../../../src/build/options/resolve-options.ts';
import type { RouteOptions } from '../../../src/shared/route.ts';
import { CLIENT, withIds } from '../../support/declaration-project.ts';
import { inFolder } from '../../support/temporary-folder.ts';

const TYPES: [routes: RouteOptions[], lines: string[]][] = [
  [[], []],
  [[{ id: 'python', requests: '/x' }], ["python: { id: 'python'; requests: 'never' };"]],
  [
    [
      { id: 'a', requests: '/x' },
      { id: 'b/:c', requests: '/x' },
    ],
    ["a: { id: 'a'; requests: 'never' };", "'b/:c': { id: `b/${string}`; requests: 'never' };"],
  ],
  [[{ id: 'b/:c?', requests: '/x' }], ["'b/:c?': { id: `b/${string}` | 'b'; requests: 'never' };"]],
  [[{ id: 'a/:b+', requests: '/x' }], ["'a/:b+': { id: `a/${string}`; requests: 'never' };"]],
  [[{ id: 'x*y', requests: '/x' }], ["'x*y': { id: `x${string}y`; requests: 'never' };"]],
  [[{ id: "it's", requests: '/x' }], ["'it\\'s': { id: 'it\\'s'; requests: 'never' };"]],
  [[{ id: 'a`b/:c', requests: '/x' }], ["'a`b/:c': { id: `a\\`b/${string}`; requests: 'never' };"]],
  [
    [{ id: '$\\{x\\}/:c', requests: '/x' }],
    ["'$\\\\{x\\\\}/:c': { id: `\\${x}/${string}`; requests: 'never' };"],
  ],
  [
    [{ id: 'b/:c', requests: 'page', serve: 'm/*' }],
    ["'b/:c': { id: `b/${string}`; requests: 'demanded' };"],
  ],
  [
    [{ id: 'b/:c', requests: ['page', 'm/:c.jpg'], serve: 'm/*' }],
    ["'b/:c': { id: `b/${string}`; requests: 'optional' };"],
  ],
  [
    [{ id: 'b/:c', requests: [{ glob: 'm/**' }, 'page'], serve: 'm/*' }],
    ["'b/:c': { id: `b/${string}`; requests: 'optional' };"],
  ],
  [
    [{ id: 'b/:c', requests: ['page', { each: 'n', to: 3, url: 'm/:c/:n' }], serve: 'm/*' }],
    ["'b/:c': { id: `b/${string}`; requests: 'optional' };"],
  ],
  [
    [{ id: 'b/:c', requests: ['page', { list: 'api/:c', urls: '/*' }], serve: 'm/*' }],
    ["'b/:c': { id: `b/${string}`; requests: 'optional' };"],
  ],
  [
    [{ id: 'b/:c', requests: { list: 'api/:c', urls: '/*' }, serve: 'm/*' }],
    ["'b/:c': { id: `b/${string}`; requests: 'never' };"],
  ],
  [[{ id: 'b', requests: './page' }], ["b: { id: 'b'; requests: 'never' };"]],
];

for (const [routes, lines] of TYPES) {
  test(`the routes ${JSON.stringify(routes)} have the types ${lines}`, () => {
    const code = declarationCode(resolveOptions({ routes }), CLIENT);
    const written = lines.length > 0 ? `{\n${lines.map((line) => `      ${line}\n`).join('')}    }` : '{}';
    assert.is(code.slice(code.indexOf('    routes: ')), `    routes: ${written};\n  }\n}\n`);
  });
}

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
    inFolder({}, async (folder) => {
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
  inFolder({}, async (folder) => {
    const location = join(folder, 'background-fetch.d.ts');
    await writeFile(
      location,
      "declare module 'virtual:background-fetch' {\n  export type DownloadId = 'a';\n}\n",
    );
    await writeDeclaration(withIds('a'), folder, undefined, CLIENT);
    assert.is(await readFile(location, 'utf8'), declarationCode(withIds('a'), CLIENT));
  }));

test('a file that says the same already is left alone', () =>
  inFolder({}, async (folder) => {
    const location = join(folder, 'background-fetch.d.ts');
    await writeDeclaration(withIds('a'), folder, undefined, CLIENT);
    await utimes(location, 1, 1);
    await writeDeclaration(withIds('a'), folder, undefined, CLIENT);
    assert.is((await stat(location)).mtimeMs, 1000);
    await writeDeclaration(withIds('b'), folder, undefined, CLIENT);
    assert.ok((await readFile(location, 'utf8')).includes(' b: {'));
  }));

test.run();
