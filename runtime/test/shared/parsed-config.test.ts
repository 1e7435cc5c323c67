import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { NO_PAGE } from '../../src/shared/no-page.ts';
import {
  isPointer,
  type ParsedRoute,
  type ParsedTemplate,
  parseConfig,
} from '../../src/shared/parsed-config.ts';
import { type Param, PatternError } from '../../src/shared/pattern.ts';
import { servedUrls } from '../../src/shared/served-urls.ts';
import type { WorkerRoute } from '../../src/shared/worker-config.ts';

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
    const click = { '': parsed, success: parsed, failure: parsed };
    const all = { title: parsed, successTitle: parsed, failTitle: parsed, click };
    const served = typeof parsed === 'string' ? {} : { served: servedUrls(parsed) };
    assert.equal(config, {
      routes: [
        {
          ...{ id: 'x', pattern: [/^x$/s], template: 'x' },
          requests: [{ url: parsed, size: 1 }],
          ...served,
          ...all,
        },
      ],
    });
  });
}

const A = { name: 'a', kind: 'segments' } as const;
const segment = (name: string): Param => ({ name, kind: 'segment' });

/** Members of a route whose id is `x/:a+`, and what becomes of them. */
const MEMBERS: [members: Partial<WorkerRoute>, parsed: Partial<ParsedRoute>][] = [
  [{ page: 1 }, { page: 1 }],
  [{ serve: ['m/*'] }, { serve: ['m/*'], served: [['./m/', /^(.*)$/]] }],
  [
    { serve: ['m/:a/x', 'n\\*'] },
    {
      serve: ['m/:a/x', 'n\\*'],
      served: [
        ['./m/', /^([^#]+?)\/x$/],
        ['./', /^n\*$/],
      ],
    },
  ],
  [
    { each: [{ each: 'n', to: 3, url: ':a/:n', pad: 2, size: 5 }] },
    {
      each: [{ each: 'n', from: '1', to: '3', url: [[A, '/', segment('n')]], pad: 2, size: 5 }],
      served: [['./', /^([^#]+?)\/([^/#]+?)$/]],
    },
  ],
  [
    { each: [{ each: 'n', from: 0, to: '{:metadata.count}?', url: ':n' }] },
    {
      each: [{ each: 'n', from: '0', to: [[segment('metadata.count')], []], url: [[segment('n')]] }],
      served: [['./', /^([^/#]+?)$/]],
    },
  ],
  [
    { lists: [{ list: 'api/:a', urls: '/*', sizes: '/*/s', revisions: '/*/r', credentials: 'include' }] },
    {
      lists: [{ list: [['api/', A]], urls: '/*', sizes: '/*/s', revisions: '/*/r', credentials: 'include' }],
    },
  ],
  [
    { lists: [{ list: 'api', urls: '/*', as: ':a/:index-:file' }] },
    { lists: [{ list: 'api', urls: '/*', as: [[A, '/', segment('index'), '-', segment('file')]] }] },
  ],
  [
    { lists: [{ list: 'api', urls: '/*', as: '/*/path' }] },
    { lists: [{ list: 'api', urls: '/*', as: '/*/path' }] },
  ],
  [{ click: '/p' }, { click: { '': '/p', success: '/p', failure: '/p' } }],
  [{ click: { progress: '/p', fail: '/:a' } }, { click: { '': '/p', failure: [['/', segment('a')]] } }],
  [{ title: ':metadata.name' }, { title: [[segment('metadata.name')]] }],
];

for (const [members, parsed] of MEMBERS) {
  test(`${JSON.stringify(members)} is parsed`, () => {
    const { routes } = parseConfig({ routes: [{ id: 'x/:a+', requests: [], ...members }] });
    const { pattern, noPage } = routes[0] ?? {};
    const rest = { id: 'x/:a+', pattern, template: [['x/', A]], requests: [], ...(noPage && { noPage }) };
    assert.equal(routes, [{ ...rest, ...parsed }]);
    for (const member of Object.values(routes[0] ?? {})) assert.is.not(member, undefined);
  });
}

const NO_PAGES: [members: Partial<WorkerRoute>, expected: RegExp | undefined][] = [
  [{ requests: [{ url: ':a.mp3' }] }, /\.(?:mp3)$/i],
  [{ requests: [{ url: ':a.mp3', size: 5 }] }, undefined],
  [{ requests: [{ url: 'built.mp3' }] }, undefined],
  [{ requests: [{ url: 'other.mp3' }] }, /\.(?:mp3)$/i],
  [{ requests: [{ url: ':a' }] }, NO_PAGE],
  [{ each: [{ each: 'n', to: 2, url: ':a/:n.webp' }] }, /\.(?:webp)$/i],
  [{ page: 1, serve: ['m/*'] }, NO_PAGE],
  [{ lists: [{ list: 'l', urls: '/*' }] }, NO_PAGE],
];

for (const [members, expected] of NO_PAGES) {
  test(`${JSON.stringify(members)}: ${expected === NO_PAGE ? 'all' : expected} are no pages`, () => {
    const files = { 'built.mp3': [5, 'h'] } as const;
    const { routes } = parseConfig({ files, routes: [{ id: ':a+', requests: [], ...members }] });
    assert.equal(routes[0]?.noPage, expected);
  });
}

const POINTERS: [as: string, is: boolean][] = [
  ['/*', true],
  ['/a/*', true],
  ['/a/*/b', true],
  ['/*/*', true],
  ['*', false],
  ['a/*', false],
  ['/a/b', false],
  ['/a/*.mp3', false],
  ['/a*/b', false],
  ['/:id/:file', false],
  ['', false],
];

for (const [as, is] of POINTERS) {
  test(`"${as}" ${is ? 'is a pointer' : 'is a template'}`, () => assert.is(isPointer(as), is));
}

test('what is absent stays absent, and all else as it is', () => {
  const rest = { base: '../', files: { a: [1, 'h'] }, fallback: ['f.js'] } as const;
  assert.equal(parseConfig({ ...rest, routes: [{ id: 'x/:slug', requests: [], cacheName: 'c' }] }), {
    ...rest,
    routes: [
      {
        id: 'x/:slug',
        pattern: [/^x\/(?<$slug>[^/]+?)$/s],
        template: [['x/', SLUG]],
        requests: [],
        cacheName: 'c',
      },
    ],
  });
});

for (const broken of [
  { id: 'a(', requests: [] },
  { id: 'a', requests: [{ url: '/{:a' }] },
  { id: 'a', requests: [], title: '{' },
  { id: 'a', requests: [], click: { fail: '{' } },
  { id: 'a', requests: [], serve: ['{'] },
  { id: 'a', requests: [], each: [{ each: 'n', to: '{', url: ':n' }] },
  { id: 'a', requests: [], lists: [{ list: '{', urls: '/*' }] },
  { id: 'a', requests: [], lists: [{ list: 'l', urls: '/*', as: '{:file' }] },
]) {
  test(`${JSON.stringify(broken)} is a PatternError`, () => {
    assert.throws(
      () => parseConfig({ routes: [broken] }),
      (error: Error) => error instanceof PatternError,
    );
  });
}

test.run();
