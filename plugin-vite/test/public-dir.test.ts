import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createServer, type InlineConfig } from 'vite';
import { backgroundFetch, type ViteBackgroundFetchOptions } from '../src/index.ts';
import { type App, buildApp, configOf, createApp } from './support/app.ts';
import { knownFiles, runWorker } from './support/built-worker.ts';

const ROUTES = [
  { id: 'media/:name', requests: 'media/:name.bin' },
  { id: 'models', requests: { glob: 'models/**' } },
];

interface Case {
  name: string;
  config?: (root: string) => InlineConfig;
  publicDir?: (root: string) => ViteBackgroundFetchOptions['publicDir'];
  /** What is known of media/ and models/. */
  expected: string[];
  /** The worker, relative to the root of the files. */
  worker?: string;
}

const OWN = ['media/one.bin', 'media/two%20(live)%20[mix].bin', 'models/link/c.bin'];
const ASIDE = ['media/aside.bin', 'models/d.bin'];

const CASES: Case[] = [
  { name: 'the default, with a link to another folder', expected: OWN },
  { name: 'none', config: () => ({ publicDir: false }), expected: [] },
  { name: 'another folder', config: () => ({ publicDir: 'aside' }), expected: ASIDE },
  { name: 'a deeper folder', config: () => ({ publicDir: './web/files/' }), expected: ['media/e.bin'] },
  { name: 'an absolute one', config: (root) => ({ publicDir: join(root, 'aside') }), expected: ASIDE },
  { name: 'one that is not there', config: () => ({ publicDir: 'nowhere' }), expected: [] },
  { name: 'a link', config: () => ({ publicDir: 'link-to-aside' }), expected: ASIDE },
  {
    name: 'that of a nested root',
    config: (root) => ({ root: join(root, 'nested') }),
    expected: ['media/nested.bin'],
    worker: 'nested/dist/sw.js',
  },
  {
    name: 'one above the root',
    config: (root) => ({ root: join(root, 'nested'), publicDir: '../aside' }),
    expected: ASIDE,
    worker: 'nested/dist/sw.js',
  },
  { name: 'the default, and our option false', publicDir: () => false, expected: OWN },
  { name: 'the default, and our option the same', publicDir: () => 'public', expected: OWN },
  { name: 'the default, and another by our option', publicDir: () => 'aside', expected: [...OWN, ...ASIDE] },
  {
    name: 'none, and one by our option',
    config: () => ({ publicDir: false }),
    publicDir: () => 'aside',
    expected: ASIDE,
  },
  {
    name: 'none, and an absolute one by our option',
    config: () => ({ publicDir: false }),
    publicDir: (root) => join(root, 'aside'),
    expected: ASIDE,
  },
  {
    name: 'none, and a link by our option',
    config: () => ({ publicDir: false }),
    publicDir: () => 'link-to-aside',
    expected: ASIDE,
  },
];

const test = suite<{ app: App }>('publicDir');

test.before.each(async (context) => {
  const html = '<!doctype html><title>nested</title>';
  context.app = await createApp({
    'aside/media/aside.bin': 'aside',
    'aside/models/d.bin': 'd',
    'elsewhere/c.bin': 'c',
    'web/files/media/e.bin': 'e',
    'nested/index.html': html,
    'nested/public/media/nested.bin': 'nested',
  });
  const { root } = context.app;
  await mkdir(join(root, 'public/models'));
  await symlink(join(root, 'elsewhere'), join(root, 'public/models/link'), 'junction');
  await symlink(join(root, 'aside'), join(root, 'link-to-aside'), 'junction');
});
test.after.each(({ app }) => app.remove());

for (const { name, config, publicDir, expected, worker = 'dist/sw.js' } of CASES) {
  const options = ({ root }: App): ViteBackgroundFetchOptions => {
    const named = publicDir?.(root);
    const routes = expected.some((path) => path.startsWith('models/')) ? ROUTES : ROUTES.slice(0, 1);
    return { routes, ...(named === undefined ? {} : { publicDir: named }) };
  };

  test(`a build knows the files of ${name}`, async ({ app }) => {
    await buildApp(app, [backgroundFetch(options(app))], config?.(app.root));
    assert.equal(Object.keys(runWorker(join(app.root, worker)).files).sort(), [...expected].sort());
  });

  test(`the dev server knows the files of ${name}, and new ones`, async ({ app }) => {
    const server = await createServer(
      configOf(app, [backgroundFetch(options(app))], {
        ...config?.(app.root),
        server: { host: 'localhost', port: 0 },
      }),
    );
    try {
      await server.listen();
      const url = `${server.resolvedUrls?.local[0]}background-fetch-sw.js`;
      const known = async (): Promise<string[]> =>
        Object.keys(knownFiles(await (await fetch(url)).text())).sort();
      assert.equal(await known(), [...expected].sort());
      if (!expected.includes('media/aside.bin') || name.includes('link')) return;
      await app.write('aside/media/new.bin', 'new');
      assert.equal(await known(), [...expected, 'media/new.bin'].sort());
    } finally {
      await server.close();
    }
  });
}

test.run();
