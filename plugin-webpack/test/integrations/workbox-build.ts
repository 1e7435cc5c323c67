import { execFile } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import webpack from 'webpack';
import { CLIENT_MODULE, clientModuleCode, withBackgroundFetch } from 'workbox-background-fetch/build';
import { generateSW, injectManifest } from 'workbox-build';
import type { Integration, Place } from '../support/integration.ts';
import { routes } from '../support/routes.ts';
import { type AnyCompiler, run } from '../support/run-compiler.ts';

const globs = { globPatterns: ['**/*.{js,css,html,txt,json,md,svg,webmanifest}'] };

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
        load: (id) => (id === `\0${CLIENT_MODULE}` ? clientModuleCode() : null),
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

async function runCli(command: string, { root, out }: Place, config: string): Promise<void> {
  const file = join(root, 'workbox-config.cjs');
  await writeFile(
    file,
    config.replaceAll('@OUT@', JSON.stringify(out)).replace('@ROUTES@', JSON.stringify(routes)),
  );
  const bin = createRequire(import.meta.url).resolve('workbox-cli/build/bin.js');
  await promisify(execFile)(process.execPath, [bin, command, file], { cwd: root });
}

export const workboxBuild: Integration[] = [
  {
    name: 'workbox-build, generateSW',
    kind: 'imports',
    async build(place) {
      await buildApp(place);
      const config = { ...globs, globDirectory: place.out, swDest: join(place.out, 'sw.js') };
      const workbox = { ...config, skipWaiting: true, clientsClaim: true };
      await generateSW(withBackgroundFetch({ ...workbox, backgroundFetch: { routes } }));
    },
  },
  {
    name: 'workbox-build, injectManifest',
    kind: 'imports',
    source: 'src/sw.js',
    async build(place) {
      await buildApp(place);
      const swSrc = join(place.root, 'compiled', 'sw.js');
      await compileWorker(join(place.root, 'src/sw.js'), swSrc);
      const config = { ...globs, globDirectory: place.out, swDest: join(place.out, 'sw.js'), swSrc };
      await injectManifest(withBackgroundFetch({ ...config, backgroundFetch: { routes } }));
    },
  },
  {
    name: 'workbox-cli, generateSW',
    kind: 'imports',
    async build(place) {
      await buildApp(place);
      await runCli(
        'generateSW',
        place,
        `const { withBackgroundFetch } = require('workbox-background-fetch/build');
module.exports = withBackgroundFetch({
  globDirectory: @OUT@,
  globPatterns: ${JSON.stringify(globs.globPatterns)},
  swDest: @OUT@ + '/sw.js',
  skipWaiting: true,
  clientsClaim: true,
  backgroundFetch: { routes: @ROUTES@ },
});
`,
      );
    },
  },
];
