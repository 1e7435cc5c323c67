import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { APP, CONFIG, command, inDocs, OWN, PACKAGE, ROUTES, toCode } from '../support/command.ts';
import { type Files, inFolder, readFolder } from '../support/temporary-folder.ts';

const CONFIG_REMEDY = `It is a module whose default export has the routes: export default { routes: [...] }. ${inDocs('config-not-loaded')}`;
const imports = 'importScripts("background-fetch-sw.0123456789.js");\n';

const NO_MODULE =
  'The service worker FOLDER/dist/sw.js fails in browsers that are told it is "module": it calls importScripts, which throws in ' +
  'modules. Leave the option type out, which goes by the code, and let the page register the worker without ' +
  `{ type: 'module' }. ${inDocs('wrong-worker-type')}`;
const NO_SCRIPT =
  'The service worker FOLDER/dist/sw.js fails in browsers that are told it is "classic": it imports or exports something, as ' +
  'only a module can. Leave the option type out, which goes by the code, and let the page register the worker with ' +
  `{ type: 'module' }. ${inDocs('wrong-worker-type')}`;

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
    'The options are not valid.\n' +
      `  - "routs" property is not expected to be here. Did you mean property "routes"? ${inDocs('invalid-options')}`,
  ],
  [
    'hooks that are not there',
    { [CONFIG]: toCode({ ...ROUTES, worker: 'src/none.ts' }) },
    [],
    'The option "worker" names FOLDER/src/none.ts, and there is no such file. Give the module of your hooks, relative to the ' +
      `project's root. ${inDocs('hooks-not-found')}`,
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
    'a module that is none',
    { 'dist/sw.js': 'importScripts("workbox.js");' },
    ['--type', 'module'],
    NO_MODULE,
  ],
  [
    'a module that is none, as Workbox generates it',
    { 'dist/sw.js': 'self.define||(self.define=(s)=>importScripts (s));define(["./workbox-1"],()=>{});' },
    ['--type', 'module'],
    NO_MODULE,
  ],
  [
    'a module that is none, by the global object',
    { 'dist/sw.js': "'use strict';/* importScripts() */self.importScripts?.('/a.js')" },
    ['--type', 'module'],
    NO_MODULE,
  ],
  [
    'a module that is none, and says so in a text too',
    { 'dist/sw.js': "const hint = 'importScripts(a)'; importScripts('/a.js');" },
    ['--type', 'module'],
    NO_MODULE,
  ],
  ['a module that imports', { 'dist/sw.js': 'import "./a.js";' }, ['--type', 'classic'], NO_SCRIPT],
  ['a module that exports', { 'dist/sw.js': `${OWN}export {};` }, ['--type', 'classic'], NO_SCRIPT],
  [
    'a module that asks for its URL',
    { 'dist/sw.js': 'self.a = import.meta.url;' },
    ['--type', 'classic'],
    NO_SCRIPT,
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

test.run();
