import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { integrations } from './integrations/index.ts';
import type { Place } from './support/integration.ts';
import { createPlace } from './support/place.ts';
import { GLOBBED } from './support/routes.ts';
import { describe, describedIn, fingerprint, originOf, readWorker, scriptsIn } from './support/worker.ts';

/** The files that the routes lead to. */
const FETCHED = ['media/one.txt', 'media/two.txt', ...GLOBBED];

/** The emitted script by the integration's name: for the same options and files it must be the same everywhere. */
const scripts = new Map<string, string>();

for (const { name, kind, source, build, watch } of integrations) {
  const test = suite<{ place: Place }>(name);

  test.before(async (context) => {
    context.place = await createPlace(name);
    await build(context.place);
  });

  test('the worker imports a file that exists, or has our module in it', async ({ place: { out } }) => {
    const { imported, allCode } = await readWorker(out);
    assert.is(imported.length, kind === 'imports' ? 1 : 0);
    for (const script of imported) assert.ok(existsSync(join(out, script)), script);
    assert.match(allCode, 'backgroundfetchsuccess');
    assert.not.match(allCode, '__BACKGROUND_FETCH_CONFIG__');
  });

  test('there is one precache manifest, without the script and what globs stand for', async ({ place }) => {
    const { manifests, imported, code } = await readWorker(place.out);
    assert.is(manifests.length, 1);
    assert.not.match(code, '_MANIFEST');
    const [precached = []] = manifests;
    assert.ok(precached.includes('index.html'));
    for (const url of [...imported, ...GLOBBED]) assert.not.ok(precached.includes(url), url);
  });

  test('sizes and hashes are those of the files on disk', async ({ place: { out } }) => {
    const { allCode } = await readWorker(out);
    for (const url of FETCHED) assert.equal(describedIn(allCode, url), await describe(join(out, url)), url);
    assert.is(describedIn(allCode, 'models/readme.md'), undefined);
  });

  if (source !== undefined) {
    test("the source map leads to the user's source", async ({ place: { out } }) => {
      const { code } = await readWorker(out);
      const origin = await originOf(out, code, /["'`]written by the user/.exec(code)?.[0] ?? '');
      assert.match(origin, source);
      assert.match(origin, "self.fixture = 'written by the user';");
    });
  }

  test('building twice gives identical bytes', async ({ place }) => {
    const before = await fingerprint(place.out);
    await build(place);
    assert.equal(await fingerprint(place.out), before);
    const names = (await scriptsIn(place.out)).sort();
    const codes = await Promise.all(names.map((script) => readFile(join(place.out, script), 'utf8')));
    if (kind === 'imports' && names.length > 0) scripts.set(name, [...names, ...codes].join('\n'));
  });

  test('a changed asset changes hash, name and total, and nothing accumulates', async ({ place }) => {
    const file = join(place.root, 'public/media/one.txt');
    const isCurrent = async (): Promise<boolean> => {
      const { allCode, manifests } = await readWorker(place.out);
      // A compiled worker is there before Workbox has put the manifest into it.
      if (manifests.length === 0) return false;
      return isDeepStrictEqual(describedIn(allCode, 'media/one.txt'), await describe(file));
    };
    const watching = await watch?.(place);
    try {
      const before = await readWorker(place.out);
      for (const text of ['More of it.\n', 'And more.\n']) {
        const rebuilt = watching?.next();
        await appendFile(file, text);
        // Vite does not watch the public folder.
        // A build must never see it half written: it would have nothing to import.
        await appendFile(join(place.root, 'src/main.js'), '\n');
        await (rebuilt ?? build(place));
        // One edit may be seen as two: then that was the end of the build of the edit before.
        const began = Date.now();
        while (!(await isCurrent().catch(() => false)) && Date.now() - began < 20_000) await sleep(50);
      }
      const after = await readWorker(place.out);
      assert.equal(describedIn(after.allCode, 'media/one.txt'), await describe(file));
      assert.is(after.manifests.length, 1);
      assert.is(after.imported.length, before.imported.length);
      assert.is(after.manifests[0]?.length, before.manifests[0]?.length);
      if (kind === 'imports') {
        assert.is.not(after.imported[0], before.imported[0]);
        assert.ok(existsSync(join(place.out, after.imported[0] ?? '')));
      }
    } finally {
      await watching?.close();
    }
  });

  test.run();
}

const all = suite('every integration');
all('that imports the script gets the same bytes', () => {
  assert.is(scripts.size, integrations.filter(({ kind }) => kind === 'imports').length);
  assert.is(new Set(scripts.values()).size, 1, [...scripts.keys()].join(', '));
});
all.run();
