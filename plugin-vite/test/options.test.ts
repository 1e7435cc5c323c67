import { pathToFileURL } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { resolveConfig } from 'vite';
import { BackgroundFetchBuildError, type BuildErrorCode } from 'workbox-background-fetch/build';
import { backgroundFetch, type ViteBackgroundFetchOptions } from '../src/index.ts';
import { type App, createApp } from './support/app.ts';

const CASES: [code: BuildErrorCode, hint: RegExp, options: unknown][] = [
  ['invalid-options', /did you mean.*title/i, { routes: [{ id: 'a', requests: '/a', titel: 'A' }] }],
  ['invalid-options', /generateSw/, { routes: [], generateSw: {} }],
  ['invalid-options', /routes/, {}],
  ['unknown-param', /:slug|"slug"/, { routes: [{ id: 'a/:name', requests: '/a/:slug' }] }],
  [
    'overlapping-ids',
    /overlap/,
    {
      routes: [
        { id: 'a/:x', requests: '/a' },
        { id: 'a/b', requests: '/b' },
      ],
    },
  ],
];

const test = suite<{ app: App }>('options');

test.before(async (context) => {
  context.app = await createApp();
});
test.after(({ app }) => app.remove());

for (const [index, [code, hint, options]] of CASES.entries()) {
  test(`${code} (${index}) is thrown at the call`, () => {
    assert.throws(
      () => backgroundFetch(options as ViteBackgroundFetchOptions),
      (error: unknown) =>
        error instanceof BackgroundFetchBuildError && error.code === code && hint.test(error.message),
    );
  });

  test(`${code} (${index}) stops Vite when it loads the config`, async ({ app }) => {
    const plugin = pathToFileURL(new URL('../src/index.ts', import.meta.url).pathname).href;
    const configFile = `vite.config.${index}.mjs`;
    await app.write(
      configFile,
      `import { backgroundFetch } from ${JSON.stringify(plugin)};
       export default { plugins: [backgroundFetch(${JSON.stringify(options)})] };`,
    );
    try {
      await resolveConfig(
        {
          root: app.root,
          configFile: `${app.root}/${configFile}`,
          configLoader: 'native',
          logLevel: 'silent',
        },
        'build',
      );
    } catch (error) {
      assert.instance(error, BackgroundFetchBuildError);
      assert.is((error as BackgroundFetchBuildError).code, code);
      return;
    }
    assert.unreachable('the config was taken');
  });
}

test.run();
