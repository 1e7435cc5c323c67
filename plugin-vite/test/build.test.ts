import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type App, buildApp, createApp, MARKER } from './support/app.ts';
import { type BuiltWorker, runWorker } from './support/built-worker.ts';
import { WAYS } from './support/ways.ts';

const OURS = /background-fetch-sw\.[\w-]{10}\.js$/;

for (const { name, isCompiled, plugins } of WAYS) {
  const test = suite<{ app: App; worker: BuiltWorker; files: string[] }>(`build, ${name}`);

  test.before(async (context) => {
    context.app = await createApp();
    await buildApp(context.app, plugins(), { build: { sourcemap: true } });
    context.worker = runWorker(join(context.app.root, 'dist/sw.js'));
    context.files = await context.app.files('dist');
  });
  test.after(({ app }) => app.remove());

  test('the worker has our listeners', ({ worker }) => {
    for (const type of ['message', 'fetch', 'backgroundfetchsuccess', 'backgroundfetchclick'])
      assert.ok(worker.listeners.includes(type), `${type} in ${worker.listeners.join()}`);
  });

  test(
    isCompiled ? 'no script is written or imported' : 'the script is imported, and is the only one',
    ({ worker, files }) => {
      const scripts = files.filter((file) => OURS.test(file));
      assert.is(scripts.length, isCompiled ? 0 : 1);
      assert.equal(worker.imports, scripts);
    },
  );

  test('there is one precache manifest, without our script and the files of globs', ({ worker, files }) => {
    assert.is(worker.manifests.length, 1);
    const [urls = []] = worker.manifests;
    const model = files.find((file) => /^assets\/model-.+\.bin$/.test(file));
    assert.ok(model, 'the model was built');
    assert.ok(urls.includes('index.html') && urls.includes('media/one.bin'), urls.join());
    assert.equal(
      urls.filter((url) => url === model || OURS.test(url) || url === 'sw.js'),
      [],
    );
    assert.is(new Set(urls).size, urls.length, 'nothing twice');
    assert.not.match(worker.code, 'self.__WB_MANIFEST');
  });

  test('sizes and hashes are those of the files on disk, and hashed assets are immutable', async ({
    app,
    worker,
    files,
  }) => {
    const expected: BuiltWorker['files'] = {};
    for (const path of files.filter((file) => file.endsWith('.bin'))) {
      const [size, hash] = await app.describe(`dist/${path}`);
      expected[encodeURI(path).replaceAll('%5B', '[').replaceAll('%5D', ']')] = [
        size,
        hash,
        path.startsWith('assets/'),
      ];
    }
    assert.is(Object.keys(expected).length, 3);
    assert.equal(unescapeParens(worker.files), unescapeParens(expected));
  });

  if (isCompiled) {
    test("the source map leads to the user's line", async ({ app }) => {
      const map = new SourceMap(JSON.parse(await app.read('dist/sw.js.map')) as SourceMapPayload);
      const generated = position(await app.read('dist/sw.js'), MARKER);
      const entry = map.findEntry(generated.line, generated.column);
      assert.ok('originalSource' in entry);
      assert.match(entry.originalSource, /src\/sw\.ts$/);
      const { line } = position(await app.read('src/sw.ts'), MARKER);
      assert.is(entry.originalLine, line);
    });
  }

  test('the same sources give the same bytes', async ({ app, files }) => {
    // workbox-build's own map of a generated worker has the name of a temporary file in it.
    const compared = files.filter((path) => isCompiled || !/^(?:sw|workbox-.*)\.js\.map$/.test(path));
    const digest = (): Promise<[number, string][]> =>
      Promise.all(compared.map((path) => app.describe(`dist/${path}`)));
    const before = await digest();
    await buildApp(app, plugins(), { build: { sourcemap: true } });
    assert.equal(await app.files('dist'), files);
    assert.equal(await digest(), before);
  });

  test('building into a folder that is not emptied leaves one script', async ({ app }) => {
    await app.write('public/media/one.bin', 'other bytes');
    await buildApp(app, plugins(), { build: { emptyOutDir: false } });
    const scripts = (await app.files('dist')).filter((file) => OURS.test(file));
    assert.is(scripts.length, isCompiled ? 0 : 1);
    const worker = runWorker(join(app.root, 'dist/sw.js'));
    assert.equal(worker.imports, scripts);
    assert.equal(worker.files['media/one.bin']?.[0], 'other bytes'.length);
    assert.is(new Set(worker.manifests[0]).size, worker.manifests[0]?.length);
    assert.not.ok(worker.manifests[0]?.some((url) => OURS.test(url) || url === 'sw.js'));
  });

  test.run();
}

/** Zero-based, as source maps count. */
function position(code: string, text: string): { line: number; column: number } {
  const before = code.slice(0, code.indexOf(text)).split('\n');
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

/** URLs may have parentheses escaped or not. */
function unescapeParens(files: BuiltWorker['files']): BuiltWorker['files'] {
  return Object.fromEntries(
    Object.entries(files).map(([url, file]) => [url.replaceAll('(', '%28').replaceAll(')', '%29'), file]),
  );
}
