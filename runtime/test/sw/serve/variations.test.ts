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

test.run();
