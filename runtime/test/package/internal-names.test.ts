import { readFileSync } from 'node:fs';
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

test('no name is listed twice', () => {
  for (const names of [INTERNAL_NAMES, NATIVE_NAMES]) assert.is(new Set(names).size, names.length);
});

test.run();
