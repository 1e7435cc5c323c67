import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  coresIn,
  HOOKS_FILE,
  HOOKS_FILES,
  hooksRun,
  MARKER,
  ORIGIN,
} from '../../runtime/test/support/hooks-fixture.ts';
import { originOf } from '../../runtime/test/support/origin-of.ts';
import { startWorker } from '../../runtime/test/support/run-worker.ts';
import { integrations } from './integrations/index.ts';
import type { Place } from './support/integration.ts';
import { createPlace } from './support/place.ts';
import { readWorker } from './support/worker.ts';

for (const { name, kind, build, watch } of integrations) {
  const test = suite<{ place: Place }>(`hooks, ${name}`);

  test.before(async (context) => {
    context.place = await createHooksPlace(name);
    await build(context.place);
  });

  test('they run in the worker', async ({ place }) => {
    const body = await readFile(join(place.out, 'media/one.txt'));
    await hooksRun(await startWorker(join(place.out, 'sw.js')), 'talk/one', 'media/one.txt', body);
  });

  test("there is one copy of Workbox's core in what has them", async ({ place: { out } }) => {
    // Serwist is another one's Workbox, with a core of its own.
    assert.is(coresIn((await scriptWithHooks(out)).code), name.includes('Serwist') ? 2 : 1);
  });

  test("the source map leads to the user's file, and is not precached", async ({ place: { out } }) => {
    const { code, map } = await scriptWithHooks(out);
    const origin = originOf(code, map, MARKER);
    assert.ok(origin.endsWith(ORIGIN), origin);
    const { manifests } = await readWorker(out);
    assert.not.match(manifests.flat().join(), /background-fetch-sw/);
  });

  test('a change of a file of them makes the worker anew', async ({ place }) => {
    const watching = await watch?.(place);
    try {
      for (const [file, add] of [
        ['src/label.ts', 'self.told = ["label"];\n'],
        [HOOKS_FILE, 'tell("hooks");\n'],
      ] as const) {
        const rebuilt = watching?.next();
        await appendFile(join(place.root, file), add);
        await (rebuilt ?? build(place));
      }
      const worker = await startWorker(join(place.out, 'sw.js'));
      assert.equal([...(worker.evaluate('self.told') as string[])], ['label', 'hooks']);
    } finally {
      await watching?.close();
    }
  });

  test('hooks that are wrong stop the build, and the old worker stays', async ({ place }) => {
    const before = await readFile(join(place.out, 'sw.js'), 'utf8');
    const file = join(place.root, HOOKS_FILE);
    await writeFile(file, 'export function onStore() {}');
    const message = await build(place).then(
      () => 'it was built',
      (error: Error) => error.message,
    );
    assert.match(message, `${file}, which the option "worker" names, exports "onStore", which is no hook.`);
    const after = await readFile(join(place.out, 'sw.js'), 'utf8').catch(() => 'none');
    // Those apps are built into an empty folder.
    assert.ok(after === (name.startsWith('workbox-') ? 'none' : before));
  });

  test.run();

  /** What the hooks are compiled into: the script, or the worker itself. */
  async function scriptWithHooks(out: string): Promise<{ code: string; map: string }> {
    const { imported } = await readWorker(out);
    const script = kind === 'compiled' ? 'sw.js' : (imported[0] ?? '');
    const [code, map] = await Promise.all(
      [script, `${script}.map`].map((path) => readFile(join(out, path), 'utf8')),
    );
    return { code: code ?? '', map: map ?? '' };
  }
}

async function createHooksPlace(name: string): Promise<Place> {
  const place = { ...(await createPlace(`hooks ${name}`)), worker: HOOKS_FILE };
  for (const [path, text] of Object.entries(HOOKS_FILES)) await writeFile(join(place.root, path), text);
  return place;
}
