import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createServer, type InlineConfig, type Plugin, type PluginOption } from 'vite';
import { backgroundFetch } from '../src/index.ts';
import { type App, buildApp, configOf, createApp } from './support/app.ts';
import { ROUTES } from './support/ways.ts';

const SAID = 'said by another plugin';

const greeting: Plugin = {
  name: 'greeting',
  resolveId: (id) => (id === 'virtual:greeting' ? `\0${id}` : undefined),
  load: (id) => (id === '\0virtual:greeting' ? `export default '${SAID}';` : undefined),
};

/** With filters, as plugins for Rolldown have them. */
const filtered: Plugin = {
  name: 'filtered',
  resolveId: { filter: { id: /^virtual:greeting$/ }, handler: (id) => `\0${id}` },
  load: { filter: { id: /^\0virtual:greeting$/ }, handler: () => `export default '${SAID}';` },
};

/** Knows what it says only when the app's build has begun. */
function late(): Plugin {
  let said = 'nothing';
  return {
    ...greeting,
    name: 'late',
    buildStart: () => {
      said = SAID;
    },
    load: (id) => (id === '\0virtual:greeting' ? `export default '${said}';` : undefined),
  };
}

/** Knows it from the app's config. */
function configured(): Plugin {
  let root = '';
  return {
    ...greeting,
    name: 'configured',
    configResolved: (config) => {
      root = config.root;
    },
    load: (id) => (id === '\0virtual:greeting' ? `export default '${root === '' ? '' : SAID}';` : undefined),
  };
}

/** Has something to say of the app alone, and would fail in a build of the worker. */
function once(): Plugin {
  let builds = 0;
  return {
    ...greeting,
    name: 'once',
    buildStart() {
      builds += 1;
      if (builds > 1) throw new Error('built twice');
    },
  };
}

const yaml: Plugin = {
  name: 'yaml',
  transform: (code, id) =>
    id.endsWith('.said') ? `export default ${JSON.stringify(code.trim())};` : undefined,
};

const early: Plugin = { ...greeting, name: 'early', enforce: 'pre' };
const nested: PluginOption = [[greeting], Promise.resolve([false, null])];
const own = { swSrc: 'src/own.ts' };

interface Case {
  name: string;
  plugins: () => PluginOption[];
  source?: string;
  config?: (app: App) => InlineConfig;
}

const here =
  (others: () => PluginOption): (() => PluginOption[]) =>
  () => [others(), backgroundFetch({ ...ROUTES, injectManifest: own })];

const CASES: Case[] = [
  { name: 'of the app', plugins: here(() => greeting) },
  { name: 'of a plugin after ours', plugins: () => here(() => greeting)().reverse() },
  { name: 'of a nested list', plugins: here(() => nested) },
  { name: 'of a plugin that comes early', plugins: here(() => early) },
  { name: 'of a plugin with filters', plugins: here(() => filtered) },
  { name: 'of a plugin that the build tells something', plugins: here(late) },
  { name: 'of a plugin that the config tells something', plugins: here(configured) },
  { name: 'of a plugin that can build only once', plugins: here(once) },
  { name: 'of a plugin for builds', plugins: here(() => ({ ...greeting, apply: 'build' })) },
  {
    name: 'that a plugin makes of a file',
    plugins: here(() => yaml),
    source: "import said from './words.said';",
  },
  {
    name: 'by an alias of the app',
    plugins: here(() => []),
    source: "import said from '#words';",
    config: ({ root }) => ({ resolve: { alias: { '#words': join(root, 'src/words.ts') } } }),
  },
  {
    name: 'of a plugin in the option',
    plugins: () => [backgroundFetch({ ...ROUTES, injectManifest: { ...own, plugins: [greeting] } })],
  },
];

const test = suite<{ app: App }>('foreign modules');

test.before.each(async (context) => {
  context.app = await createApp({
    'src/words.said': SAID,
    'src/words.ts': `const said: string = '${SAID}'; export default said;`,
  });
});
test.after.each(({ app }) => app.remove());

for (const { name, plugins, source = "import said from 'virtual:greeting';", config } of CASES) {
  test(`a worker imports a module ${name}`, async ({ app }) => {
    await app.write('src/own.ts', `${source} self.manifest = self.__WB_MANIFEST; self.said = said;`);
    await buildApp(app, plugins(), config?.(app));
    const code = await readFile(join(app.root, 'dist/sw.js'), 'utf8');
    assert.match(code, SAID);
    assert.match(code, 'backgroundfetchsuccess');
  });
}

for (const { name, plugins, source = "import said from 'virtual:greeting';" } of CASES.filter(
  ({ config, name }) => !config && !/for builds/.test(name),
)) {
  test(`the same on the dev server: ${name}`, async ({ app }) => {
    await app.write('src/own.ts', `${source} self.manifest = self.__WB_MANIFEST; self.said = said;`);
    const server = await createServer(configOf(app, plugins(), { server: { host: 'localhost', port: 0 } }));
    try {
      await server.listen();
      const response = await fetch(`${server.resolvedUrls?.local[0]}sw.js`);
      assert.match(await response.text(), SAID);
    } finally {
      await server.close();
    }
  });
}

test.run();
