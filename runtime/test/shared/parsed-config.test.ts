import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type ParsedTemplate, parseConfig } from '../../src/shared/parsed-config.ts';
import { PatternError } from '../../src/shared/pattern.ts';

const SLUG = { name: 'slug', kind: 'segment' } as const;

const TEMPLATES: [template: string, parsed: ParsedTemplate][] = [
  ['', [[]]],
  ['plain', 'plain'],
  ['Done? (yes)', 'Done? (yes)'],
  ['at 12\\:30', 'at 12:30'],
  ['https://cdn.example/a', 'https://cdn.example/a'],
  ['a/:slug.mp3', [['a/', SLUG, '.mp3']]],
  [':slug', [[SLUG]]],
  ['a{b}?', [['ab'], ['a']]],
];

for (const [template, parsed] of TEMPLATES) {
  test(`"${template}" is parsed wherever it stands`, () => {
    const texts = { title: template, successTitle: template, failTitle: template, click: template };
    const config = parseConfig({ routes: [{ id: 'x', requests: [{ url: template, size: 1 }], ...texts }] });
    const all = { title: parsed, successTitle: parsed, failTitle: parsed, click: parsed };
    assert.equal(config, {
      routes: [{ id: 'x', pattern: [/^x$/s], requests: [{ url: parsed, size: 1 }], ...all }],
    });
  });
}

test('what is absent stays absent, and all else as it is', () => {
  const rest = { base: '../', files: { a: [1, 'h'] }, fallback: ['f.js'] } as const;
  assert.equal(parseConfig({ ...rest, routes: [{ id: 'x/:slug', requests: [], cacheName: 'c' }] }), {
    ...rest,
    routes: [{ id: 'x/:slug', pattern: [/^x\/(?<$slug>[^/]+?)$/s], requests: [], cacheName: 'c' }],
  });
});

for (const broken of [
  { id: 'a(', requests: [] },
  { id: 'a', requests: [{ url: '/{:a' }] },
  { id: 'a', requests: [], title: '{' },
]) {
  test(`${JSON.stringify(broken)} is a PatternError`, () => {
    assert.throws(
      () => parseConfig({ routes: [broken] }),
      (error: Error) => error instanceof PatternError,
    );
  });
}

test.run();
