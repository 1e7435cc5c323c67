import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createBuilder, type Plugin, type ViteBuilder } from 'vite';
import { type App, configOf, createApp } from './support/app.ts';
import { runWorker } from './support/built-worker.ts';
import { WAYS } from './support/ways.ts';

const CLIENT_AND_SERVER = {
  environments: {
    client: { build: { outDir: 'dist/client' } },
    ssr: { build: { outDir: 'dist/server', rolldownOptions: { input: 'src/server.js' } } },
  },
};

const POSITIONS = (['before', 'after'] as const).flatMap((position) =>
  (['pre', undefined, 'post'] as const).map((enforce) => [position, enforce] as const),
);

const test = suite<{ app: App }>('late pages');

test.before.each(async (context) => {
  context.app = await createApp({ 'src/server.js': 'export const render = () => "<p>Radio</p>";' });
});
test.after.each(({ app }) => app.remove());

for (const { name, plugins } of WAYS.slice(0, 2)) {
  for (const [position, enforce] of POSITIONS) {
    const writer = `a plugin ${position} ours (enforce: ${enforce})`;
    test(`a page that ${writer} writes when all is built is precached, ${name}`, async ({ app }) => {
      const pages: Plugin = {
        name: 'pages',
        ...(enforce ? { enforce } : {}),
        buildApp: { order: 'post', handler: () => app.write('dist/client/_shell.html', '<p>Radio</p>') },
      };
      const ordered = position === 'before' ? [pages, plugins()] : [plugins(), pages];
      const config = configOf(app, ordered, {
        ...CLIENT_AND_SERVER,
        builder: { buildApp: buildBoth },
      });
      await (await createBuilder(config, null)).buildApp();
      const { manifests } = runWorker(`${app.root}/dist/client/sw.js`);
      assert.ok(manifests.flat().includes('_shell.html'), manifests.flat().join());
    });
  }
}

/** As frameworks do it: where nobody builds an environment, Vite builds all of them after the last hook. */
async function buildBoth({ environments, build: make }: ViteBuilder): Promise<void> {
  for (const name of ['client', 'ssr']) {
    const environment = environments[name];
    assert.ok(environment);
    await make(environment);
  }
}

test.run();
