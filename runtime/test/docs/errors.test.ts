import { readFile } from 'node:fs/promises';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { buildMessages } from '../../src/build/errors.ts';
import { messages } from '../../src/shared/errors.ts';

const codes = [...Object.keys(messages ?? {}), ...Object.keys(buildMessages)];

async function headings(): Promise<string[]> {
  const text = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  return [...text.matchAll(/^## `([^`]+)`$/gm)].map((found) => found[1] ?? '');
}

test('docs/errors.md has a heading for every code', async () => {
  const known = await headings();
  assert.equal(
    codes.filter((code) => !known.includes(code)),
    [],
    'codes without a heading',
  );
});

test('docs/errors.md has no heading for a code that is gone', async () => {
  assert.equal(
    (await headings()).filter((code) => !codes.includes(code)),
    [],
    'headings without a code',
  );
});

test.run();
