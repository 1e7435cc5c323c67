import { execFile } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import webpack from 'webpack';
import { withBackgroundFetch } from 'workbox-background-fetch/build';
import { CLIENT_MODULE, clientModuleCode } from 'workbox-background-fetch/build/internal';
import { generateSW, injectManifest } from 'workbox-build';
import type { Integration, Place } from '../support/integration.ts';
import { optionsFor } from '../support/routes.ts';
import { type AnyCompiler, run } from '../support/run-compiler.ts';

const globs = { globPatterns: ['**/*.{js,css,html,txt,json,md,svg,webmanifest}'] };

const WORKER = 'src/sw.js';

/** The app as any tool that knows nothing of Workbox may leave it. */
async function buildApp({ root, out }: Place): Promise<void> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await cp(join(root, 'public'), out, { recursive: true });
  await bundle(join(root, 'src/main.js'), join(out, 'main.js'));
  await writeFile(join(out, 'index.html'), '<!doctype html><script type="module" src="main.js"></script>');
}

async function bundle(input: string, file: string): Promise<void> {
  const bundled = await rolldown({
    input,
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    plugins: [
      {
        name: 'client',
        resolveId: (id) => (id === CLIENT_MODULE ? `\0${id}` : null),
        load: (id) => (id === `\0${CLIENT_MODULE}` ? clientModuleCode(false) : null),
      },
    ],
  });
  await bundled.write({ file, format: 'iife', sourcemap: true, minify: true });
  await bundled.close();
}

/** Workbox garbles maps that list a source without mappings, as Rolldown's do. */
async function compileWorker(entry: string, file: string): Promise<void> {
  const output = { path: dirname(file), filename: basename(file) };
  await run(webpack({ entry, output, mode: 'production', devtool: 'source-map' }) as AnyCompiler);
}

/** The working directory is not the app's here. */
function absolute({ root, worker }: Place): Pick<Place, 'worker'> {
  return worker === undefined ? {} : { worker: join(root, worker) };
}

/** A config file, as each of Node's module systems has it; workbox-cli loads it with `require`. */
const MODULES = {
  cjs: {
    head: "const { withBackgroundFetch } = require('workbox-background-fetch/build');",
    tail: 'module.exports = config;',
  },
  mjs: {
    head: "import { withBackgroundFetch } from 'workbox-background-fetch/build';",
    tail: "export { config as 'module.exports' };",
  },
};

function viaCli(command: 'generateSW' | 'injectManifest', type: keyof typeof MODULES): Integration {
  const isInject = command === 'injectManifest';
  return {
    name: `workbox-cli, ${command}, workbox-config.${type}`,
    kind: 'imports',
    ...(isInject ? { source: WORKER } : {}),
    async build(place) {
      const { root, out } = place;
      await buildApp(place);
      const swSrc = join(root, 'compiled', 'sw.js');
      if (isInject) await compileWorker(join(root, WORKER), swSrc);
      const workbox = isInject ? { swSrc } : { skipWaiting: true, clientsClaim: true };
      const common = { ...globs, globDirectory: out, swDest: join(out, 'sw.js') };
      const config = { ...common, ...workbox, backgroundFetch: optionsFor(place) };
      const { head, tail } = MODULES[type];
      const file = join(root, `workbox-config.${type}`);
      const code = `const config = withBackgroundFetch(${JSON.stringify(config)});`;
      await writeFile(file, [head, code, tail].join('\n'));
      const bin = createRequire(import.meta.url).resolve('workbox-cli/build/bin.js');
      await promisify(execFile)(process.execPath, [bin, command, file], { cwd: root });
    },
  };
}

export const workboxBuild: Integration[] = [
  {
    name: 'workbox-build, generateSW',
    kind: 'imports',
    async build(place) {
      await buildApp(place);
      const config = { ...globs, globDirectory: place.out, swDest: join(place.out, 'sw.js') };
      const workbox = { ...config, skipWaiting: true, clientsClaim: true };
      await generateSW(withBackgroundFetch({ ...workbox, backgroundFetch: optionsFor(absolute(place)) }));
    },
  },
  {
    name: 'workbox-build, injectManifest',
    kind: 'imports',
    source: WORKER,
    async build(place) {
      await buildApp(place);
      const swSrc = join(place.root, 'compiled', 'sw.js');
      await compileWorker(join(place.root, WORKER), swSrc);
      const config = { ...globs, globDirectory: place.out, swDest: join(place.out, 'sw.js'), swSrc };
      await injectManifest(withBackgroundFetch({ ...config, backgroundFetch: optionsFor(absolute(place)) }));
    },
  },
  viaCli('generateSW', 'cjs'),
  viaCli('generateSW', 'mjs'),
  viaCli('injectManifest', 'cjs'),
];
