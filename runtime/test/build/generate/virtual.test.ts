import { access } from 'node:fs/promises';
import vm from 'node:vm';
import { build } from 'rolldown';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  CLIENT_MODULE,
  clientModuleCode,
  WORKER_MODULE,
  workerModuleCode,
} from 'workbox-background-fetch/build/internal';
import type { WorkerConfig } from '../../../src/shared/worker-config.ts';

const CONFIG: WorkerConfig = {
  routes: [{ id: 'a/:b', requests: [{ url: '/:b' }], title: "it's </script>" }],
};

/** The code of a module of ours once a bundler has resolved what it imports. */
async function bundle(source: string): Promise<string> {
  const { output } = await build({
    input: 'virtual',
    write: false,
    tsconfig: false,
    plugins: [
      {
        name: 'virtual',
        resolveId: (id) => (id === 'virtual' ? id : undefined),
        load: (id) => (id === 'virtual' ? source : undefined),
      },
    ],
  });
  return output[0].code;
}

const CASES: [name: string, source: string, has: RegExp][] = [
  [CLIENT_MODULE, clientModuleCode(false), /new BackgroundFetchClient\(\)/],
  [WORKER_MODULE, workerModuleCode(CONFIG), /registerBackgroundFetchRoutes\(\{/],
];

for (const [name, source, has] of CASES) {
  test(`${name} imports from a file that is there`, async () => {
    const path: unknown = JSON.parse(/from (".*");/.exec(source)?.[1] ?? 'null');
    assert.type(path, 'string');
    await access(String(path));
    assert.not.match(source, /<\/script/);
    assert.match(await bundle(source), has);
  });
}

for (const [mode, always] of [
  ['auto', false],
  ['always', true],
] as const) {
  test(`with fallback "${mode}", the client can load the engine's half for pages`, async () => {
    const source = clientModuleCode(mode);
    const path: unknown = JSON.parse(/import\((".*")\)/.exec(source)?.[1] ?? 'null');
    await access(String(path));
    assert.is(source.includes('always: true'), always);
    assert.not.match(await bundle(source), /\bBackgroundFetchManager\b/, 'a chunk of its own');
  });
}

test('a worker that is a module brings the engine with it, and uses it where it is needed', async () => {
  const source = workerModuleCode({ ...CONFIG, fallback: ['f.js', 1] }, { withFallback: true });
  assert.match(
    source,
    /registerBackgroundFetchRoutes\(\{.*fallback:\["f\.js",1\].*\}, \{ installFallback \}\);/,
  );
  assert.is(workerModuleCode(CONFIG, { withFallback: true }), workerModuleCode(CONFIG));
  assert.match(await bundle(source), /\bBackgroundFetchManager\b/);
});

for (const [name, config, withFallback, options] of [
  ['hooks', CONFIG, false, 'hooks'],
  ['hooks and the engine', { ...CONFIG, fallback: ['f.js'] }, true, 'hooks, installFallback'],
] as const) {
  test(`a worker is given ${name}, which its bundler compiles`, () => {
    const source = workerModuleCode(config as WorkerConfig, { hooks: 'C:\\app\\hooks.ts', withFallback });
    assert.match(source, /^import \* as hooks from "C:\/app\/hooks\.ts";$/m);
    assert.ok(source.endsWith(`, { ${options} });`), source);
  });
}

test('the config arrives in the worker as it is', () => {
  const [, call = ''] = workerModuleCode(CONFIG).split('\n');
  const seen: unknown[] = [];
  const registerBackgroundFetchRoutes = (config: unknown): void => void seen.push(structuredClone(config));
  vm.runInNewContext(call, { registerBackgroundFetchRoutes });
  assert.equal(seen, [CONFIG]);
});

test.run();
