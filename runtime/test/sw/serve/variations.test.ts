import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { NavigationOptions } from '../../../src/shared/route.ts';
import { variationsOf } from '../../../src/sw/serve/variations.ts';

const APP = 'https://app.example/';

const CASES: [name: string, url: string, options: NavigationOptions | undefined, variations: string[]][] = [
  ['a file', 'guide.html', undefined, ['guide.html', 'guide.html.html']],
  ['without its extension', 'course/2', undefined, ['course/2', 'course/2.html']],
  ['a folder', 'course/1/', undefined, ['course/1/', 'course/1/index.html', 'course/1/.html']],
  ['the root', '', undefined, ['', 'index.html', '.html']],
  [
    'with parameters that make no difference',
    'a?utm_source=x&utm_medium=y&fbclid=z',
    undefined,
    ['a?utm_source=x&utm_medium=y&fbclid=z', 'a', 'a.html'],
  ],
  [
    'with others beside them',
    'a?utm_source=x&page=2',
    undefined,
    ['a?utm_source=x&page=2', 'a?page=2', 'a.html?page=2'],
  ],
  ['with a fragment', 'course/2#part', undefined, ['course/2', 'course/2.html']],
  ['in another spelling', 'R%26B%20%5b1%5D', undefined, ['R&B%20[1]', 'R&B%20[1].html']],
  ['another index', 'a/', { directoryIndex: 'default.htm' }, ['a/', 'a/default.htm', 'a/.html']],
  ['no index', 'a/', { directoryIndex: null }, ['a/', 'a/.html']],
  ['no clean URLs', 'a', { cleanURLs: false }, ['a']],
  [
    'other parameters',
    'a?ref=1&utm_source=2',
    { ignoreURLParametersMatching: [/^ref$/] },
    ['a?ref=1&utm_source=2', 'a?utm_source=2', 'a.html?utm_source=2'],
  ],
  [
    'a parameter more than once',
    'a?utm_id=1&x&utm_id=2',
    undefined,
    ['a?utm_id=1&x&utm_id=2', 'a?x', 'a.html?x'],
  ],
  ['a parameter whose name is escaped', 'a?%75tm_id=1', undefined, ['a?utm_id=1', 'a', 'a.html']],
  ['a query without anything', 'a?', undefined, ['a?', 'a.html?']],
  ['all parameters', 'a?x&y=2', { ignoreURLParametersMatching: [/./] }, ['a?x&y=2', 'a', 'a.html']],
];

for (const [name, url, options, variations] of CASES) {
  test(name, () =>
    assert.equal(
      variationsOf(APP + url, options),
      variations.map((variation) => APP + variation),
    ),
  );
}

// Each stands under the URL that was asked for, and is to be found in that spelling.
const KEPT = [
  'q=a%20b',
  'q=a+b',
  'q=a%2Bb',
  'q=(a)~*!/?',
  'q=%26%3D%23',
  'q=%C3%A9',
  'q=%E9',
  'x',
  'x=',
  'x=2&x=1',
  'x&&y',
  'x[]=1',
];

for (const kept of KEPT) {
  test(`${kept} stays as it is beside a parameter that makes no difference`, () => {
    for (const query of [`${kept}&utm_id=1`, `utm_id=1&${kept}`])
      assert.equal(variationsOf(`${APP}a?${query}`), [
        `${APP}a?${query}`,
        `${APP}a?${kept}`,
        `${APP}a.html?${kept}`,
      ]);
  });
}

for (const flags of ['', 'i', 'g', 'y', 'gy', 'u']) {
  test(`a pattern with the flags "${flags}" means the same each time`, () => {
    const options = { ignoreURLParametersMatching: [new RegExp('^ref', flags)] };
    for (let time = 0; time < 3; time++)
      assert.equal(variationsOf(`${APP}a?ref=1&refs=2`, options), [
        `${APP}a?ref=1&refs=2`,
        `${APP}a`,
        `${APP}a.html`,
      ]);
  });
}

test.run();
