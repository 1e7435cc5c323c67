import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { InlineConfig, Plugin } from 'vite';
import { backgroundFetch } from '../src/index.ts';
import { type App, buildApp, createApp } from './support/app.ts';
import { runWorker } from './support/built-worker.ts';

/** An asset of a plugin's own. */
interface Emitted {
  fileName?: string;
  name?: string;
}

const CASES: {
  title: string;
  /** The file in the output, whose hash may be anything. */
  file: RegExp;
  hashed: boolean;
  emit?: Emitted[];
  publicFile?: string;
  output?: Record<string, unknown>;
}[] = [
  { title: "Vite's own name of an asset", file: /^assets\/model-[\w-]{8}\.bin$/, hashed: true },
  {
    title: 'a fixed name that looks hashed',
    emit: [{ fileName: 'assets/lecture-introduction.mp3' }],
    file: /^assets\/lecture-introduction\.mp3$/,
    hashed: false,
  },
  {
    title: 'a fixed name with eight characters after a dash',
    emit: [{ fileName: 'assets/lecture-overview.mp3' }],
    file: /^assets\/lecture-overview\.mp3$/,
    hashed: false,
  },
  {
    title: 'a fixed name that the pattern could have made of its own',
    emit: [{ fileName: 'assets/lecture-overview.mp3', name: 'lecture.mp3' }],
    file: /^assets\/lecture-overview\.mp3$/,
    hashed: false,
  },
  {
    title: 'a fixed name that a pattern with a longer hash could have made',
    emit: [{ fileName: 'assets/lecture-introduction.mp3', name: 'lecture.mp3' }],
    output: { assetFileNames: 'assets/[name]-[hash:12][extname]' },
    file: /^assets\/lecture-introduction\.mp3$/,
    hashed: false,
  },
  {
    title: 'a fixed name that the pattern of a function could have made',
    emit: [{ fileName: 'made/lecture.overview.mp3', name: 'lecture.mp3' }],
    output: { assetFileNames: () => 'made/[name].[hash][extname]' },
    file: /^made\/lecture\.overview\.mp3$/,
    hashed: false,
  },
  {
    title: 'a fixed name that is a hash as a whole',
    emit: [{ fileName: 'overview.mp3', name: 'lecture.mp3' }],
    output: { assetFileNames: '[hash][extname]' },
    file: /^overview\.mp3$/,
    hashed: false,
  },
  {
    title: 'a fixed name beside an asset of another name',
    emit: [{ fileName: 'assets/lecture-overview.mp3', name: 'lecture.mp3' }, { name: 'overview.mp3' }],
    file: /^assets\/lecture-overview\.mp3$/,
    hashed: false,
  },
  {
    title: 'an asset beside a fixed name that its pattern could not have made',
    emit: [{ fileName: 'assets/lecture-years-ago.mp3', name: 'lecture.mp3' }, { name: 'lecture.mp3' }],
    file: /^assets\/lecture-(?!years)[\w-]{8}\.mp3$/,
    hashed: true,
  },
  {
    title: 'a fixed name that its pattern could have made, beside an asset of the same name',
    emit: [{ fileName: 'assets/lecture-overview.mp3', name: 'lecture.mp3' }, { name: 'lecture.mp3' }],
    file: /^assets\/lecture-overview\.mp3$/,
    hashed: false,
  },
  {
    title: 'two assets of the same name',
    emit: [{ name: 'lecture.mp3' }, { name: 'lecture.mp3' }],
    file: /^assets\/lecture-[\w-]{8}\.mp3$/,
    hashed: true,
  },
  {
    title: 'a public file in the same folder',
    publicFile: 'assets/chapter-abcdefgh.bin',
    file: /^assets\/chapter-abcdefgh\.bin$/,
    hashed: false,
  },
  {
    title: 'an asset that is emitted by its name',
    emit: [{ name: 'one.wav' }],
    file: /^assets\/one-[\w-]{8}\.wav$/,
    hashed: true,
  },
  {
    title: 'a name without a hash',
    output: { assetFileNames: 'files/[name][extname]' },
    file: /^files\/model\.bin$/,
    hashed: false,
  },
  {
    title: 'a name without a hash, with a dash in it',
    emit: [{ name: 'lecture-overview.mp3' }],
    output: { assetFileNames: 'files/[name][extname]' },
    file: /^files\/lecture-overview\.mp3$/,
    hashed: false,
  },
  {
    title: 'a longer hash in front',
    output: { assetFileNames: 'files/[hash:12].[name].[ext]' },
    file: /^files\/[\w-]{12}\.model\.bin$/,
    hashed: true,
  },
  {
    title: 'a hash alone',
    output: { assetFileNames: '[hash][extname]' },
    file: /^[\w-]{8}\.bin$/,
    hashed: true,
  },
  {
    title: 'a function that gives a pattern with a hash',
    output: { assetFileNames: () => 'made/[name].[hash:10][extname]' },
    file: /^made\/model\.[\w-]{10}\.bin$/,
    hashed: true,
  },
  {
    title: 'a function that gives a name',
    output: { assetFileNames: () => 'made/[name]-archived[extname]' },
    file: /^made\/model-archived\.bin$/,
    hashed: false,
  },
  { title: 'a chunk', file: /^assets\/index-[\w-]{8}\.js$/, hashed: true },
  {
    title: 'a chunk without a hash',
    output: { entryFileNames: 'assets/[name]-original.js' },
    file: /^assets\/index-original\.js$/,
    hashed: false,
  },
];

const test = suite<{ app: App }>('hashed names');

test.before.each(async (context) => {
  context.app = await createApp();
});
test.after.each(({ app }) => app.remove());

for (const { title, file, hashed, emit, publicFile, output } of CASES) {
  test(title, async ({ app }) => {
    if (publicFile) await app.write(`public/${publicFile}`, 'public bytes');
    const config: InlineConfig = output ? { build: { rolldownOptions: { output } } } : {};
    await buildApp(
      app,
      [
        emitting(emit),
        backgroundFetch({
          routes: [{ id: 'all', requests: { glob: ['**/*.{bin,mp3,wav}', '**/index*.js'] } }],
        }),
      ],
      config,
    );
    const known = Object.entries(runWorker(join(app.root, 'dist/sw.js')).files).filter(([path]) =>
      file.test(path),
    );
    assert.ok(known.length > 0);
    assert.equal([...new Set(known.map(([, [, , immutable]]) => immutable))], [hashed]);
  });
}

function emitting(assets: Emitted[] = []): Plugin {
  return {
    name: 'emitting',
    generateBundle() {
      for (const [index, asset] of assets.entries())
        this.emitFile({ type: 'asset', source: `bytes of its own ${index}`, ...asset });
    },
  };
}

test.run();
