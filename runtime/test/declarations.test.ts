import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

const PAGE = `const client = new BackgroundFetchClient();
export const download: Promise<Download> = client.fetch('episode/1');`;

/** What an app writes, and the libraries that its project has. */
const CASES: [name: string, lib: string, source: string][] = [
  [
    'window',
    'es2022,dom',
    `import { BackgroundFetchClient, type Download } from 'workbox-background-fetch/window';\n${PAGE}`,
  ],
  [
    'window, and all that a new project has',
    'es2023,dom,dom.iterable',
    `import { BackgroundFetchClient, type Download } from 'workbox-background-fetch/window';\n${PAGE}`,
  ],
  [
    'fallback',
    'es2022,dom',
    `import { installFallback } from 'workbox-background-fetch/fallback';\ninstallFallback();`,
  ],
  [
    'the client of the plugin for Vite',
    'es2022,dom',
    `import { BackgroundFetchClient, type Download } from 'vite-plugin-background-fetch/client';\n${PAGE}`,
  ],
  [
    'the client of the plugin for webpack',
    'es2022,dom',
    `import { BackgroundFetchClient, type Download } from 'background-fetch-webpack-plugin/client';\n${PAGE}`,
  ],
  [
    'sw',
    'es2022,webworker',
    `import { addPlugins, BackgroundFetchStrategy, registerBackgroundFetchRoutes } from 'workbox-background-fetch/sw';
registerBackgroundFetchRoutes({ routes: [] });
addPlugins([]);
export const strategy = new BackgroundFetchStrategy({ cacheName: 'media' });`,
  ],
  [
    'fallback-sw',
    'es2022,webworker',
    `import { installFallback } from 'workbox-background-fetch/fallback-sw';\ninstallFallback();`,
  ],
];

const test = suite<{ folder: string }>('declarations, with every library checked');

test.before(async (context) => {
  context.folder = await mkdtemp(join(tmpdir(), 'background-fetch-types-'));
  await symlink(MODULES, join(context.folder, 'node_modules'), 'junction');
});
test.after(({ folder }) => rm(folder, { recursive: true, force: true }));

/** What TypeScript has against a source. */
async function complaints(folder: string, lib: string, source: string): Promise<string[]> {
  const file = join(folder, 'source.ts');
  await writeFile(file, source);
  const options =
    '--noEmit --strict --skipLibCheck false --pretty false --module esnext --moduleResolution bundler';
  const args = [
    join(MODULES, 'typescript/bin/tsc'),
    ...options.split(' '),
    '--lib',
    lib,
    '--types',
    '',
    file,
  ];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (_error, stdout) => resolve(stdout));
  });
  return output.split('\n').filter((line) => line !== '');
}

for (const [name, lib, source] of CASES) {
  test(`${name}, lib ${lib}`, async ({ folder }) => {
    assert.equal(await complaints(folder, lib, source), []);
  });
}

test('what a library lacks is noticed', async ({ folder }) => {
  const [, , source = ''] = CASES.find(([name]) => name === 'sw') ?? [];
  const lines = await complaints(folder, 'es2022,dom', source);
  assert.ok(
    lines.some((line) => line.includes("Cannot find name 'ExtendableEvent'")),
    lines.join('\n'),
  );
});

test.run();
