import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { APP, CONFIG, command, inDocs, OWN, PACKAGE, ROUTES, toCode } from '../support/command.ts';
import { HOOKS_FILE, HOOKS_FILES, hooksRun, MARKER, ORIGIN } from '../support/hooks-fixture.ts';
import { originOf } from '../support/origin-of.ts';
import { startWorker } from '../support/run-worker.ts';
import { type Files, inFolder, readFolder } from '../support/temporary-folder.ts';

const SUCCESSES: [name: string, files: Files, args: string[], worker: string, rest: string][] = [
  ['by defaults', {}, [], 'dist/sw.js', '1 file of dist.'],
  [
    'a config in CommonJS',
    { 'c.cjs': `module.exports = ${JSON.stringify(ROUTES)};` },
    ['--config', 'c.cjs'],
    'dist/sw.js',
    '1 file of dist.',
  ],
  [
    'a config that has to wait',
    { 'c.mjs': `export default await ${JSON.stringify(ROUTES)};` },
    ['--config=c.mjs'],
    'dist/sw.js',
    '1 file of dist.',
  ],
  [
    'another folder and worker',
    { 'web/js/my.js': OWN, 'web/media/a.mp3': 'a', 'web/media/b.mp3': 'b' },
    ['--folder', 'web', '--worker', 'js/my.js'],
    'web/js/my.js',
    '2 files of web.',
  ],
  [
    'a base',
    { [CONFIG]: toCode({ routes: [{ id: 'a', requests: '/app/media/one.mp3' }] }) },
    ['--base', '/app'],
    'dist/sw.js',
    '1 file of dist.',
  ],
  [
    'no base',
    { [CONFIG]: toCode({ routes: [{ id: 'a', requests: '/app/media/one.mp3' }] }) },
    [],
    'dist/sw.js',
    '0 files of dist.',
  ],
  ['a type', {}, ['--type', 'module'], 'dist/sw.js', '1 file of dist.'],
  ...[
    [
      'only mentions importScripts',
      "// importScripts('a')\nconst hint = 'importScripts(a)', text = `importScripts(b)`;",
    ],
    ['looks for importScripts', 'const found = /importScripts\\(/.test(self.code);'],
    [
      'asks for importScripts first',
      "typeof importScripts === 'function' && self.isClassic && importScripts('a');",
    ],
    ['has a function of such a name', 'const myimportScripts = () => {}; myimportScripts();'],
    ['is one by its imports', "import './a.js'; if (self.isOld) importScripts('b.js');"],
  ].map(([what, code = '']): (typeof SUCCESSES)[number] => [
    `a module that ${what}`,
    { 'dist/sw.js': code },
    ['--type=module'],
    'dist/sw.js',
    '1 file of dist.',
  ]),
  [
    'a script that Node does not know',
    { 'dist/sw.js': '@later class A {}' },
    ['--type', 'classic'],
    'dist/sw.js',
    '1 file of dist.',
  ],
];

for (const [name, files, args, worker, rest] of SUCCESSES) {
  test(`${name}: the worker imports the routes`, () =>
    inFolder({ ...APP, ...files }, async (folder) => {
      const { code, stdout, stderr } = await command(folder, ['add-routes', ...args]);
      assert.is(stderr, '');
      assert.is(code, 0);
      const script = /background-fetch-sw\.[\w-]{10}\.js/.exec(
        await readFile(join(folder, worker), 'utf8'),
      )?.[0];
      assert.ok(script);
      assert.is(stdout, `${worker} imports ${script}, whose routes lead to ${rest}\n`);
    }));
}

for (const map of ['', '//# sourceMappingURL=none.map\n']) {
  test(`hooks run in the worker, and ${map ? '' : 'do not '}have a source map as it has`, () =>
    inFolder(
      {
        ...APP,
        ...HOOKS_FILES,
        'dist/sw.js': OWN + map,
        [CONFIG]: toCode({ ...ROUTES, worker: HOOKS_FILE }),
      },
      async (folder) => {
        await symlink(join(PACKAGE, '../node_modules'), join(folder, 'node_modules'), 'junction');
        for (const _run of ['first', 'second']) {
          const { code, stderr } = await command(folder, ['add-routes']);
          assert.is(stderr, '');
          assert.is(code, 0);
        }
        await hooksRun(await startWorker(join(folder, 'dist/sw.js')), 'episode/one', 'media/one.mp3');
        const files = await readFolder(join(folder, 'dist'));
        const script = Object.keys(files).filter((name) => name.endsWith('.js') && name !== 'sw.js');
        assert.is(script.length, 1);
        const [code = '', content] = [files[script[0] ?? ''], files[`${script[0]}.map`]];
        if (map === '') assert.is(content, undefined);
        else assert.is(originOf(code, content ?? '', MARKER), `../${ORIGIN}`);
      },
    ));
}

test('a request that leads to no file is told on the error output, and the command succeeds', () => {
  const requests = ['media/:slug.mp3', 'medai/:slug.jpg'];
  const options = { routes: [{ id: 'episode/:slug', requests }], fallback: false };
  return inFolder({ ...APP, [CONFIG]: toCode(options) }, async (folder) => {
    const { code, stdout, stderr } = await command(folder, ['add-routes']);
    assert.is(
      stderr,
      'Route "episode/:slug": the request "medai/:slug.jpg" leads to no file of the build, though others of the route do. The ' +
        'nearest folder is "media/", which has: one.mp3. Correct the request; where a server has the file, give the request a ' +
        `size or a revision, and this is not said again. ${inDocs('request-without-file')}\n`,
    );
    assert.match(stdout, /whose routes lead to 1 file of dist\.\n$/);
    assert.is(code, 0);
  });
});

test('without a command it says how it is used', async () => {
  const { code, stdout, stderr } = await command('.', []);
  const { stdout: usage, code: helped } = await command('.', ['-h']);
  assert.equal([code, stdout, stderr], [1, '', `The command is missing.\n\n${usage}`]);
  assert.is(helped, 0);
  assert.match(usage, /^workbox-background-fetch add-routes \[options\]\n/);
});

test.run();
