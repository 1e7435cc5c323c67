import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Files, inFolder, readFolder } from '../support/temporary-folder.ts';

const PACKAGE = fileURLToPath(new URL('../../', import.meta.url));
const { bin } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
const COMMAND: string = join(PACKAGE, bin['workbox-background-fetch']);

const CONFIG = 'background-fetch.config.mjs';
const OWN = 'self.addEventListener("own", () => {});\n';
const toCode = (options: object): string => `export default ${JSON.stringify(options)};`;
const ROUTES = { routes: [{ id: 'episode/:slug', requests: 'media/:slug.mp3' }], fallback: false };
const APP: Files = { [CONFIG]: toCode(ROUTES), 'dist/sw.js': OWN, 'dist/media/one.mp3': 'one' };

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

function command(folder: string, args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...args], { cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

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

const inDocs = (code: string): string => `(docs/errors.md#${code})`;
const CONFIG_REMEDY = `It is a module whose default export has the routes: export default { routes: [...] }. ${inDocs('config-not-loaded')}`;
const imports = 'importScripts("background-fetch-sw.0123456789.js");\n';

/** FOLDER stands for the folder's path. An empty text is a file that is not there. */
const FAILURES: [name: string, files: Files, args: string[], message: string][] = [
  [
    'no config',
    { [CONFIG]: '' },
    [],
    `The config FOLDER/${CONFIG} cannot be loaded: there is no such file. ${CONFIG_REMEDY}`,
  ],
  [
    'a config without default export',
    { [CONFIG]: toCode(ROUTES).replace('default', 'const config =') },
    [],
    `The config FOLDER/${CONFIG} cannot be loaded: it has no default export. ${CONFIG_REMEDY}`,
  ],
  [
    'a config that throws',
    { [CONFIG]: 'throw new Error("not today");' },
    [],
    `The config FOLDER/${CONFIG} cannot be loaded: not today. ${CONFIG_REMEDY}`,
  ],
  [
    'a config that cannot be read',
    { [CONFIG]: 'export default {' },
    [],
    `The config FOLDER/${CONFIG} cannot be loaded: Unexpected end of input. ${CONFIG_REMEDY}`,
  ],
  [
    'a misspelt option of the routes',
    { [CONFIG]: toCode({ routs: [] }) },
    [],
    'The options are not valid.\n  - options must have required property "routes"\n' +
      `  - "routs" property is not expected to be here. Did you mean property "routes"? ${inDocs('invalid-options')}`,
  ],
  [
    'a folder that is not there',
    {},
    ['--folder', 'out'],
    'The option "folder" names the folder FOLDER/out, which is not there. Give the folder whose files are served at the ' +
      `app's base. ${inDocs('missing-folder')}`,
  ],
  [
    'no worker, but others',
    { 'dist/b.mjs': 'b', 'dist/service-worker.js': OWN },
    ['--worker', 'worker.js'],
    'There is no service worker FOLDER/dist/worker.js to add the routes to (scripts in its folder: b.mjs, ' +
      'service-worker.js, sw.js). Build the app first, and give the name of its service worker as the option worker. ' +
      inDocs('no-worker'),
  ],
  [
    'no worker and no script',
    { 'dist/sw.js': '' },
    [],
    'There is no service worker FOLDER/dist/sw.js to add the routes to (scripts in its folder: none). Build the app ' +
      `first, and give the name of its service worker as the option worker. ${inDocs('no-worker')}`,
  ],
  [
    'a folder in place of the worker',
    {},
    ['--worker', 'media'],
    'There is no service worker FOLDER/dist/media to add the routes to (scripts in its folder: sw.js). Build the app ' +
      `first, and give the name of its service worker as the option worker. ${inDocs('no-worker')}`,
  ],
  [
    'a worker that is a page',
    { 'dist/sw.js': '<!doctype html>' },
    [],
    "The service worker FOLDER/dist/sw.js is no JavaScript: Unexpected token '<'. If browsers take it, say as the option " +
      `type whether it is registered as "classic" or "module". ${inDocs('worker-not-readable')}`,
  ],
  [
    'a worker that imports routes already',
    { 'dist/sw.js': imports + OWN },
    [],
    'The service worker FOLDER/dist/sw.js has background-fetch routes that another step of the build has put there: it ' +
      `names background-fetch-sw.0123456789.js. Keep one of the two. ${inDocs('routes-already-there')}`,
  ],
  [
    'a worker with routes compiled in',
    { 'dist/sw.js': await readFile(join(PACKAGE, 'dist/background-fetch-sw.production.js'), 'utf8') },
    [],
    'The service worker FOLDER/dist/sw.js has background-fetch routes that another step of the build has put there: they ' +
      `are compiled into it. Keep one of the two. ${inDocs('routes-already-there')}`,
  ],
  [
    'a glob without files',
    { [CONFIG]: toCode({ routes: [{ id: 'model', requests: { glob: 'models/**' } }] }) },
    [],
    'Route "model": no file of the build matches "models/**". Patterns are relative to the output folder, which has: ' +
      `media/. ${inDocs('empty-glob')}`,
  ],
  ['a wrong type', {}, ['--type', 'esm'], '--type is "esm"; it is "classic" or "module".\n\nUSAGE'],
  [
    'a misspelt option',
    {},
    ['--foldr', 'dist'],
    "Unknown option '--foldr'. To specify a positional argument starting with a '-', place it at the end of the command " +
      "after '--', as in '-- \"--foldr\"\n\nUSAGE",
  ],
  ['another command', {}, ['twice'], 'There is no command "add-routes twice".\n\nUSAGE'],
];

for (const [name, files, args, message] of FAILURES) {
  test(`${name}: the command says what is wrong, and changes nothing`, async () => {
    const { stdout: usage } = await command('.', ['--help']);
    const present = Object.entries({ ...APP, ...files }).filter(([, text]) => text !== '');
    await inFolder(Object.fromEntries(present), async (folder) => {
      const before = await readFolder(folder);
      const { code, stdout, stderr } = await command(folder, ['add-routes', ...args]);
      assert.is(stderr.replaceAll(folder, 'FOLDER'), `${message.replace('USAGE', usage.trim())}\n`);
      assert.is(stdout, '');
      assert.is(code, 1);
      assert.equal(await readFolder(folder), before);
    });
  });
}

test('without a command it says how it is used', async () => {
  const { code, stdout, stderr } = await command('.', []);
  const { stdout: usage, code: helped } = await command('.', ['-h']);
  assert.equal([code, stdout, stderr], [1, '', `The command is missing.\n\n${usage}`]);
  assert.is(helped, 0);
  assert.match(usage, /^workbox-background-fetch add-routes \[options\]\n/);
});

test.run();
