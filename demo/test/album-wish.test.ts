import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { keptAlbum } from '../src/album.ts';
import type { ApiAlbum } from '../src/album-api.ts';
import { metadataOf, requestsOf } from '../src/album-wish.ts';

const test = suite('album wish');

const ALBUM: ApiAlbum = {
  id: 'a',
  name: 'A',
  artist: 'B',
  year: 2001,
  weather: 'fog',
  trackCount: 2,
  bytes: 30,
  cover: '/cdn/a/cover.svg?token=1',
  coverBytes: 5,
  tracks: [
    { n: 1, title: 'One', duration: 3, bytes: 10, revision: 'r1', url: '/cdn/a/1.wav?token=2' },
    { n: 2, title: 'Two', duration: 4, bytes: 20, revision: 'r2', url: '/cdn/a/2.wav?token=3' },
  ],
};
const COVER = { url: '/cdn/a/cover.svg?token=1', as: 'tracks/a/cover.svg', size: 5 };
const ONE = { url: '/cdn/a/1.wav?token=2', as: 'tracks/a/1.wav', size: 10, revision: 'r1' };
const TWO = { url: '/cdn/a/2.wav?token=3', as: 'tracks/a/2.wav', size: 20, revision: 'r2' };

for (const [name, wanted, expected] of [
  ['all', undefined, [COVER, ONE, TWO]],
  ['one', new Set([2]), [COVER, TWO]],
  ['one that the API does not know', new Set([1, 7]), [COVER, ONE]],
  ['none', new Set<number>(), [COVER]],
] as [string, Set<number> | undefined, object[]][]) {
  test(`asks for ${name}`, () => assert.equal(requestsOf(ALBUM, wanted), expected));
}

test('keeps all that is needed to show it, and nothing that is signed', () => {
  const metadata = metadataOf(ALBUM);
  assert.not.match(JSON.stringify(metadata), 'token');
  assert.equal(keptAlbum('a', metadata), {
    id: 'a',
    name: 'A',
    artist: 'B',
    year: 2001,
    weather: 'fog',
    trackCount: 2,
    bytes: 30,
    cover: 'tracks/a/cover.svg',
  });
  assert.equal(metadata.tracks[1], { n: 2, title: 'Two', duration: 4, bytes: 20 });
});

test.run();
