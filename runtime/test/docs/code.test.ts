import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { docBlocks } from '../support/doc-blocks.ts';
import { compile, type DocProject, writePieces, writeTask } from '../support/doc-projects.ts';

const DOCS = fileURLToPath(new URL('../../../docs', import.meta.url));

/** What a page of docs/tasks is made of, whatever else it has. */
const WHOLE = ['routes.ts', 'vite.config.ts', 'webpack.config.ts', 'src/main.ts'];

/** The pages of docs/tasks, each with what its types must refuse. */
const TASKS: Record<string, [wrong: string, error: RegExp]> = {
  'docs/tasks/comic.md': [`downloads.fetch('book/a/1', { requests: [] })`, /^\S+: error TS2322/],
  'docs/tasks/model.md': [`downloads.fetch('modle/small')`, /^\S+: error TS2345/],
  'docs/tasks/music-signed-urls.md': [
    `downloads.fetch('album/1', { requests: [], metadata: { name: 5, titles: [] } })`,
    /^\S+: error TS2322/,
  ],
  'docs/tasks/podcast.md': [`downloads.fetch('episode/1')`, /^\S+: error TS2554/],
};

const OTHERS = [
  'README.md',
  'plugin-vite/README.md',
  'runtime/README.md',
  ...(await markdownIn(DOCS)).map((name) => `docs/${name}`),
];

interface Context {
  folder: string;
  projects: Record<string, DocProject>;
  complaints: string[];
}

const test = suite<Context>('the code in the docs');

test.before(async (context) => {
  context.folder = await mkdtemp(join(tmpdir(), 'background-fetch-docs-'));
  const written = await Promise.all([
    ...Object.entries(TASKS).map(async ([name, [wrong]]) => [
      name,
      await writeTask(context.folder, name, wrong),
    ]),
    ...OTHERS.map(async (name) => [name, await writePieces(context.folder, name)]),
  ]);
  context.projects = Object.fromEntries(written);
  context.complaints = await compile(context.folder, Object.values(context.projects));
});
test.after(({ folder }) => rm(folder, { recursive: true, force: true }));

for (const name of [...Object.keys(TASKS), ...OTHERS]) {
  test(`${name} compiles`, ({ projects, complaints }) => {
    const own = complaints.filter((line) => line.startsWith(`${projects[name]?.name}/`));
    assert.equal(
      own.filter((line) => !line.includes('/wrong.ts')),
      [],
    );
  });
}

for (const [name, [, error]] of Object.entries(TASKS)) {
  test(`${name} is whole, and its types refuse what is wrong`, async ({ projects, complaints }) => {
    const files = (await docBlocks(name)).map(({ file }) => file);
    assert.equal(
      WHOLE.filter((file) => !files.includes(file)),
      [],
      'what is missing',
    );
    const refusals = complaints.filter((line) => line.startsWith(`${projects[name]?.name}/wrong.ts`));
    assert.is(refusals.length, 1, refusals.join('\n'));
    assert.match(refusals[0] ?? '', error);
  });
}

test('every page of docs/tasks is among them', async () => {
  const names = (await markdownIn(join(DOCS, 'tasks'))).map((name) => `docs/tasks/${name}`);
  assert.equal(names, Object.keys(TASKS));
});

test('the compiler has nothing else to say', ({ projects, complaints }) => {
  const places = Object.values(projects).map(({ name }) => `${name}/`);
  assert.equal(
    complaints.filter((line) => !places.some((place) => line.startsWith(place))),
    [],
  );
});

async function markdownIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
}

test.run();
