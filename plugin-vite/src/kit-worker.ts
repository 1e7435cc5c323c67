import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { generateScript, importScript, writeScripts } from 'workbox-background-fetch/build/internal';
import { clientBuildOf } from './client-build.ts';
import { workerIsThere } from './expected-worker.ts';
import { compileHooks } from './hooks.ts';
import { scanOutput } from './output.ts';
import { ignoreGlobbed } from './pwa-ignores.ts';
import type { State } from './state.ts';
import { createWorkerConfig } from './worker-config.ts';

/** The plugin of @vite-pwa/sveltekit that puts the precache manifest into the worker. */
const KIT = 'vite-plugin-pwa:sveltekit:build';

/** What SvelteKit 2 calls its compiled worker, whatever its source is called. */
const WORKER = 'service-worker.js';

/**
 * Gives the routes to the app's own worker with SvelteKit 2 and @vite-pwa/sveltekit. SvelteKit compiles it by a build of its own
 * that takes none of the app's plugins, when the server's part is written, and @vite-pwa/sveltekit puts the manifest into it
 * when that build is closed. In between the worker is made to import a script.
 */
export function kitWorker(state: State): Plugin {
  let isWritten = false;
  return {
    name: 'vite-plugin-background-fetch:sveltekit',
    apply: 'build',
    buildStart() {
      isWritten = false;
    },
    // A build that fails is closed too.
    writeBundle() {
      isWritten = true;
    },
    closeBundle: {
      order: 'pre',
      sequential: true,
      async handler() {
        const { config, pwa } = state;
        const client = config && clientBuildOf(config.root);
        if (!isWritten || !state.isServerBuild || !client || pwa?.strategies !== 'injectManifest') return;
        if (pwa.selfDestroying || !config.plugins.some(({ name }) => name === KIT)) return;
        const worker = join(client.folder, WORKER);
        const source = await readFile(worker, 'utf8').catch(() => undefined);
        if (source === undefined) return;
        const output = await scanOutput(config, { ...client, base: config.base, worker }, state.publicDir);
        const { config: routes, globbed } = await createWorkerConfig(config, state.options, output);
        if (pwa.injectManifest) ignoreGlobbed(pwa.injectManifest, client, globbed, output.files);
        const hooks = await compileHooks(state, config, { folder: client.folder });
        const { fileName, files } = generateScript(routes, { hooks });
        writeScripts(client.folder, files);
        const { code, map } = await importScript(source, client.folder, fileName);
        if (map) await writeFile(join(client.folder, map.url), map.content);
        await writeFile(worker, code);
        workerIsThere(config.root);
      },
    },
  };
}
