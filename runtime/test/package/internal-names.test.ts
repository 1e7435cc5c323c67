import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { INTERNAL_NAMES, NATIVE_NAMES } from '../../internal-names.ts';

/** What others see: the app, the build's config, IndexedDB, and what page and worker send each other. */
const SEEN = [
  'shared/background-fetch-events',
  'shared/background-fetch',
  'shared/download-snapshot',
  'shared/parsed-config',
  'shared/protocol',
  'shared/route',
  'shared/worker-config',
  'store/ledger-v1',
  'store/schema',
  'sw/hooks',
];

/** The members of all types of a module. */
function membersOf(module: string): string[] {
  const source = readFileSync(new URL(`../../src/${module}.ts`, import.meta.url), 'utf8');
  return [...source.matchAll(/^ {2,}(?:readonly )?(\w+)\??[:(]/gm)].map(([, name = '']) => name);
}

for (const module of SEEN) {
  test(`no name of ${module} is shortened in the worker's script`, () => {
    const members = membersOf(module);
    assert.ok(members.length > 0);
    assert.equal(
      members.filter((name) => NATIVE_NAMES.includes(name)),
      [],
    );
  });
}

/** What the worker asks of the browser's own objects that have a name. */
const ASKED =
  /\b(?:navigator|self|registration|caches|crypto|indexedDB|location|reader|controller)\??\.(\w+)/g;

test("no name of the browser's own is shortened in the worker's script", () => {
  const folder = new URL('../../src/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((file) => /^(?:sw|store|shared)\b.*\.ts$/.test(file))
    .map((file) => readFileSync(new URL(file, folder), 'utf8'));
  const names = new Set(
    sources.flatMap((source) => [...source.matchAll(ASKED)].map(([, name = '']) => name)),
  );
  assert.ok(names.has('storage') && names.has('clients'));
  assert.equal(
    NATIVE_NAMES.filter((name) => names.has(name)),
    [],
  );
});

test('no name is listed twice', () => {
  for (const names of [INTERNAL_NAMES, NATIVE_NAMES]) assert.is(new Set(names).size, names.length);
});

test.run();
