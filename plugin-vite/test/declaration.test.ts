import { existsSync } from 'node:fs';
import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { resolveConfig } from 'vite';
import { backgroundFetch, type ViteBackgroundFetchOptions } from '../src/index.ts';
import { type App, configOf, createApp } from './support/app.ts';
import { ROUTES } from './support/ways.ts';

const CASES: { name: string; dts?: string | false; hasSrc?: boolean; written: string | undefined }[] = [
  { name: 'into src, where there is one', written: 'src/background-fetch.d.ts' },
  { name: 'into the root otherwise', hasSrc: false, written: 'background-fetch.d.ts' },
  { name: 'where it is told', dts: 'types/downloads.d.ts', written: 'types/downloads.d.ts' },
  { name: 'nowhere', dts: false, written: undefined },
];

const test = suite<{ app: App }>('declaration');

test.before.each(async (context) => {
  context.app = await createApp();
  await mkdir(join(context.app.root, 'types'));
});
test.after.each(({ app }) => app.remove());

for (const { name, dts, hasSrc = true, written } of CASES) {
  for (const command of ['build', 'serve'] as const) {
    test(`${name}, ${command}`, async ({ app }) => {
      if (!hasSrc) await rm(join(app.root, 'src'), { recursive: true });
      await load(app, command, dts === undefined ? {} : { dts });
      const all = ['src/background-fetch.d.ts', 'background-fetch.d.ts', 'types/downloads.d.ts'];
      assert.equal(
        all.filter((path) => existsSync(join(app.root, path))),
        written === undefined ? [] : [written],
      );
      if (written !== undefined)
        assert.match(await app.read(written), /id: `track\/\$\{string\}`; requests: 'never' };/);
    });
  }
}

test('a file that says the same is left alone, another is written again', async ({ app }) => {
  const path = 'src/background-fetch.d.ts';
  const changedAt = async (): Promise<number> => (await stat(join(app.root, path))).mtimeMs;
  await load(app, 'build');
  await utimes(join(app.root, path), 1, 1);
  await load(app, 'build');
  assert.is(await changedAt(), 1000);
  await app.write(path, 'something else');
  await utimes(join(app.root, path), 1, 1);
  await load(app, 'build');
  assert.is.not(await changedAt(), 1000);
  assert.match(await app.read(path), 'RegisteredRoutes');
});

async function load(
  app: App,
  command: 'build' | 'serve',
  more: Partial<ViteBackgroundFetchOptions> = {},
): Promise<void> {
  await resolveConfig(configOf(app, [backgroundFetch({ ...ROUTES, ...more })]), command);
}

test.run();
