import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { canonicalUrl } from '../../src/shared/canonical-url.ts';

const BASE = 'https://app.example/app/';

/** Each line has spellings that are all the same. The first one is the canonical one. */
const SAME: string[][] = [
  [
    'Song%20[Live]%20@home,%20R&B+1.mp3',
    'Song [Live] @home, R&B+1.mp3',
    encodeURIComponent('Song [Live] @home, R&B+1.mp3'),
    'Song%20%5blive%5d%20%40home%2c%20R%26B%2b1.mp3'.replace('live', 'Live'),
  ],
  ['%C3%B8%D7%90.mp3', 'øא.mp3', '%c3%b8%d7%90.mp3', '%c3ø%d7%90.mp3'.replace('%c3ø', 'ø')],
  [
    "it's_(a)*!~$;=:-.mp3",
    encodeURIComponent("it's_(a)*!~$;=:-.mp3"),
    'it%27s%5f%28a%29%2A%21%7e%24%3b%3d%3a%2d%2emp3',
  ],
  ['100%25.mp3', '100%.mp3'],
  ['100%25zz', '100%zz'],
  ['a%25b', 'a%25b'],
  ['a|b', 'a%7Cb', 'a%7cb'],
  ['a%5Eb%60%7B%7D', 'a^b`{}', 'a%5eb`%7b}'],
  ['a%22%3C%3Eb', 'a"<>b', 'a%22%3c%3eb'],
  ['a%5Cb', 'a%5cb'],
  ['a%2Fb', 'a%2fb'],
  ['a%23b', 'a%23b#t=1', 'a%23b#'],
  ['a%3Fb', 'a%3fb'],
  [
    'clip.mp4',
    'clip.mp4#t=10,20',
    './clip.mp4',
    '/app/clip.mp4',
    'x/../clip.mp4',
    'x/%2e%2E/clip.mp4',
    'https://APP.example:443/app/clip.mp4',
  ],
  ['ep@2', 'ep%402'],
  ['a,b', 'a%2Cb', 'a%2cb'],
  ['x=1', 'x%3D1', 'x%3d1'],
  ['%41'.replace('%41', 'A'), '%41'],
  ['x?q=[1],(2)/3:4@5|$!*?', 'x?q=%5B1%5D%2c%282%29%2F3%3A4%405%7C%24%21%2A%3f'],
  ['x?q=it%27s', "x?q=it's"],
  ['x?q=a%20b', 'x?q=a b'],
  ['x?q=%C3%B8', 'x?q=ø', 'x?q=%c3%b8'],
  ['x?q=50%25', 'x?q=50%'],
  ['%00%0A%7F', '%00%0a%7f'],
];

for (const [canonical = '', ...others] of SAME) {
  for (const spelling of [canonical, ...others]) {
    test(`"${spelling}" is spelt "${canonical}"`, () => {
      assert.is(canonicalUrl(spelling, BASE), BASE + canonical);
      assert.is(canonicalUrl(canonicalUrl(spelling, BASE)), BASE + canonical);
    });
  }
}

/** What a server may answer differently. */
const DIFFERENT: [a: string, b: string][] = [
  ['a%2Fb', 'a/b'],
  ['a%5Cb', 'a\\b'],
  ['a%23b', 'a#b'],
  ['a%3Fb', 'a?b'],
  ['a%2541', 'aA'],
  ['a%2F', 'a%252F'],
  ['a', 'a?'],
  ['a', 'a?b'],
  ['a', 'A'],
  ['a', 'a/'],
  ['e%CC%81', '%C3%A9'],
  ['x?q=a%26b', 'x?q=a&b'],
  ['x?a%3Db', 'x?a=b'],
  ['x?q=1%2B1', 'x?q=1+1'],
  ['x?q=1+1', 'x?q=1%201'],
  ['x?q=a%3Bb', 'x?q=a;b'],
  ['x?q=%23', 'x?q=#'],
  ['x?q=%2541', 'x?q=A'],
  ['x?a=1&b=2', 'x?b=2&a=1'],
];

for (const [a, b] of DIFFERENT) {
  test(`"${a}" is not "${b}"`, () => {
    assert.is.not(canonicalUrl(a, BASE), canonicalUrl(b, BASE));
  });
}

test('the spelling of unescaped text is that of the URL parser', () => {
  for (const name of ['Song [Live] @home, R&B+1', "it's (a) *!~$", 'a|b;c=d:e', 'ø א 🎧'])
    assert.is(canonicalUrl(`${name}.mp3`, BASE), new URL(`${name}.mp3`, BASE).href);
});

test('what is no URL is a TypeError', () => {
  assert.throws(
    () => canonicalUrl('http://a b/', BASE),
    (error: Error) => error instanceof TypeError,
  );
});

test.run();
