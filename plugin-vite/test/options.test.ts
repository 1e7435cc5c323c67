import { pathToFileURL } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { resolveConfig } from 'vite';
import { BackgroundFetchBuildError, type BuildErrorCode } from 'workbox-background-fetch/build';
import { backgroundFetch, type ViteBackgroundFetchOptions } from '../src/index.ts';
import { type App, createApp } from './support/app.ts';

/** A line of the message, which has no other. */
const meant = (name: string, option: string): string =>
  `"${name}" property is not expected to be here. Did you mean property ${option}?`;

const CASES: [code: BuildErrorCode, hint: RegExp | string, options: unknown][] = [
  ['invalid-options', /did you mean.*title/i, { routes: [{ id: 'a', requests: '/a', titel: 'A' }] }],
  ...(
    [
      ['"generateSW" property type must be object', { generateSW: true }],
      ['"generateSW" property type must be object', { generateSW: [] }],
      ['"swDest" property type must be string', { generateSW: { swDest: 5 } }],
      ['"injectManifest" property type must be object', { injectManifest: 'src/sw.ts' }],
      ['options.injectManifest must have required property "swSrc"', { injectManifest: {} }],
      ['"swSrc" property type must be string', { injectManifest: { swSrc: ['src/sw.ts'] } }],
      ['"plugins" property type must be array', { injectManifest: { swSrc: 'src/sw.ts', plugins: {} } }],
      ['"pwa" property type must be object', { pwa: true }],
      ['"dts" property must be equal to one of the allowed values: false', { dts: true }],
      ['"dts" property type must be string', { dts: 5 }],
      ['property "dts" must not have fewer than 1 characters', { dts: '' }],
      ['"publicDir" property must be equal to one of the allowed values: false', { publicDir: true }],
      ['"publicDir" property type must be string', { publicDir: ['public'] }],
    ] satisfies [string, object][]
  ).map(([hint, options]): (typeof CASES)[number] => ['invalid-options', hint, { routes: [], ...options }]),
  ['invalid-options', meant('generateSw', '"generateSW"'), { routes: [], generateSw: {} }],
  ['invalid-options', meant('generatesw', '"generateSW"'), { routes: [], generatesw: {} }],
  ['invalid-options', meant('injectmanifest', '"injectManifest"'), { routes: [], injectmanifest: {} }],
  ['invalid-options', meant('publicFolder', '"publicDir"'), { routes: [], publicFolder: 'public' }],
  ['invalid-options', meant('swSrc', '"swSrc" of injectManifest'), { routes: [], swSrc: 'sw.ts' }],
  ['invalid-options', meant('workbox', '"workbox" of pwa'), { routes: [], workbox: {} }],
  [
    'invalid-options',
    meant('clientsClaim', '"clientsClaim" of generateSW'),
    { routes: [], clientsClaim: true },
  ],
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
        error instanceof BackgroundFetchBuildError && error.code === code && says(error, hint),
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

function says({ message }: Error, hint: RegExp | string): boolean {
  if (typeof hint !== 'string') return hint.test(message);
  assert.is(message, `The options are not valid.\n  - ${hint} (docs/errors.md#invalid-options)`);
  return true;
}

test.run();
