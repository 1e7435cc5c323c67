import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createBuilder } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { backgroundFetch } from '../src/index.ts';
import { type App, configOf, createApp } from './support/app.ts';
import { runWorker } from './support/built-worker.ts';
import { PWA, ROUTES } from './support/ways.ts';

/** Builds the worker last, as SvelteKit 3 does: a module beside the app, in an environment of its own. */
async function buildAll(app: App, plugins: ReturnType<typeof backgroundFetch>): Promise<void> {
  const builder = await createBuilder(
    configOf(app, plugins, {
      environments: {
        client: { build: { outDir: 'dist' } },
        serviceWorker: {
          consumer: 'client',
          build: {
            outDir: 'dist',
            emptyOutDir: false,
            rolldownOptions: {
              input: { 'service-worker': 'src/service-worker.js' },
              output: { entryFileNames: '[name].js', codeSplitting: false },
            },
          },
        },
      },
    }),
  );
  for (const name of ['client', 'serviceWorker']) {
    const environment = builder.environments[name];
    if (environment) await builder.build(environment);
  }
}

const OWN = "self.addEventListener('fetch', () => {});";
const IMPORTING = `import 'virtual:background-fetch/sw';\n${OWN}`;

const beside = (): ReturnType<typeof backgroundFetch> => {
  const bf = backgroundFetch(ROUTES);
  return Object.assign([...bf, VitePWA({ ...PWA, integration: bf.integration })], bf);
};

interface Case {
  name: string;
  worker: string;
  plugins(): ReturnType<typeof backgroundFetch>;
  /** Which scripts at the root handle background fetches. */
  handling: string[];
}

const CASES: Case[] = [
  {
    name: 'that imports the routes is the only one',
    worker: IMPORTING,
    plugins: () => backgroundFetch(ROUTES),
    handling: ['service-worker.js'],
  },
  {
    name: 'that imports them by way of another module',
    worker: "import './routes.js';",
    plugins: () => backgroundFetch(ROUTES),
    handling: ['service-worker.js'],
  },
  {
    name: 'without routes, where another is asked for',
    worker: OWN,
    plugins: () => backgroundFetch({ ...ROUTES, generateSW: {} }),
    handling: ['sw.js'],
  },
  { name: "without routes, beside vite-plugin-pwa's", worker: OWN, plugins: beside, handling: ['sw.js'] },
];

const test = suite<{ app: App }>("a framework's worker");

test.before.each(async (context) => {
  context.app = await createApp({ 'src/routes.js': IMPORTING });
});
test.after.each(({ app }) => app.remove());

for (const { name, worker, plugins, handling } of CASES) {
  test(name, async ({ app }) => {
    await app.write('src/service-worker.js', worker);
    await buildAll(app, plugins());
    const built = (await app.files('dist')).filter((path) => /^(?:sw|service-worker)\.js$/.test(path));
    const workers = built.map((path) => ({ path, ...runWorker(`${app.root}/dist/${path}`) }));
    assert.equal(
      workers.filter(({ listeners }) => listeners.includes('backgroundfetchsuccess')).map(({ path }) => path),
      handling,
    );
    const [ours] = workers.filter(({ path }) => handling.includes(path));
    assert.ok(Object.keys(ours?.files ?? {}).some((path) => /^assets\/model-/.test(path)));
    assert.ok('media/one.bin' in (ours?.files ?? {}));
    if (handling[0] === 'service-worker.js') assert.equal(built, handling);
  });
}

test('a module has the fallback engine in it, since it cannot import a script', async ({ app }) => {
  await app.write('src/service-worker.js', IMPORTING);
  await buildAll(app, backgroundFetch(ROUTES));
  assert.equal(
    (await app.files('dist')).filter((path) => path.startsWith('background-fetch-')),
    [],
  );
  assert.match(await app.read('dist/service-worker.js'), /BackgroundFetchUpdateUIEvent/);
});

test('one that does not import the routes stops the build', async ({ app }) => {
  await app.write('src/service-worker.js', OWN);
  const error = await buildAll(app, backgroundFetch(ROUTES)).catch((reason: Error) => reason);
  assert.ok(error);
  assert.match(
    error.message,
    "The service worker src/service-worker.js, which the app's framework builds, does not import the routes, so it would " +
      "handle no background fetch. Write import 'virtual:background-fetch/sw' as its first line. " +
      '(docs/errors.md#routes-not-imported)',
  );
});

test.run();
