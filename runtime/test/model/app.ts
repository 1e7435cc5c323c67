import { parseConfig } from '../../src/shared/parsed-config.ts';
import type { PageRequest, Wish } from '../../src/shared/protocol.ts';
import type { Random } from './random.ts';
import { ModelResponse } from './responses.ts';
import { SCOPE } from './worker.ts';

/** Bytes of every file that the server has. */
export const SIZE = 10;

/** What each build of the app has: another revision of a file, another file, another name of the cache. Bodies have no bytes, so hashes are not held against them. */
export const BUILDS: readonly object[] = [0, 1, 2].map((build) =>
  parseConfig({
    files: {
      'media/a.mp3': [SIZE, `mp3-${build}`],
      'media/a.jpg': [SIZE, 'jpg'],
      'again/1.mp3': [SIZE, `again-${build}`],
    },
    routes: [
      {
        id: 'episode/:slug',
        integrity: false,
        requests: ['mp3', 'jpg', ...(build === 1 ? ['vtt'] : [])].map((type) => ({
          url: `media/:slug.${type}`,
        })),
        title: 'Episode :slug',
        cacheName: build === 2 ? 'media-2' : 'media',
      },
      {
        id: 'album/:n',
        integrity: false,
        requests: [],
        page: 1,
        serve: ['tracks/*'],
        title: ':metadata.name',
        cacheName: 'tracks',
        ...(build === 2 && { expiration: { maxEntries: 1, maxAgeSeconds: 1000 } }),
      },
      {
        id: 'list/:name',
        integrity: false,
        requests: [],
        lists: [{ list: 'api/:name.json', urls: '/*' }],
        serve: ['listed/*'],
        cacheName: 'listed',
      },
      {
        id: 'again/:n',
        integrity: false,
        requests: ['mp3', 'jpg'].map((type) => ({ url: `again/:n.${type}` })),
        cacheName: 'again',
        // The same seed is to lead the same way.
        retry: { limit: 2, delays: [10, 30], jitter: 0, giveUpAfter: 1000 },
        update: 'auto',
      },
    ],
  }),
);

export const IDS = ['episode/a', 'album/1', 'album/2', 'list/x', 'again/1', 'again/2'] as const;

/** Files of the albums; the last one is on both. */
const TRACKS = ['1', '2', 'both'];

/** What a page may ask for: other files each time, other signatures, other versions. */
export function wishFor(id: string, random: Random): Wish {
  const titled = random.chance(0.3) ? { title: `Title ${random.below(9)}` } : {};
  if (!id.startsWith('album/')) return titled;
  const tracks = random.some(TRACKS, 0.6);
  const requests = (tracks.length > 0 ? tracks : ['both']).map((track): PageRequest => {
    const name = track === 'both' ? track : `${id.slice(-1)}-${track}`;
    return {
      url: `https://cdn.example/${name}?signature=${random.below(1000)}`,
      as: `tracks/${name}`,
      ...(random.chance(0.5) ? { size: SIZE } : {}),
      ...(random.chance(0.3) ? { revision: `r${random.below(2)}` } : {}),
    };
  });
  const pinned = random.chance(0.2) ? { pinned: random.chance(0.5) } : {};
  return { requests, metadata: { name: `Album ${random.below(9)}` }, ...titled, ...pinned };
}

/** What the network gives the worker: lists that change and fail, and the files of a server that is there most of the time. */
export function answerFor(url: string, random: Random): ModelResponse {
  if (random.chance(0.2)) throw new TypeError('fetch failed');
  if (!url.startsWith(`${SCOPE}api/`)) return responseOf('right');
  if (random.chance(0.2)) return new ModelResponse({ size: 0 }, { status: 503 });
  const names = random.some(['1', '2', '3'], 0.6);
  return new ModelResponse({ size: SIZE, value: names.map((name) => `${SCOPE}listed/${name}`) });
}

/** What may come for a request, and what that is worth. */
export const OUTCOMES = ['right', 'short', 'missing', 'page', 'nothing'] as const;

export function responseOf(outcome: Exclude<(typeof OUTCOMES)[number], 'nothing'>): ModelResponse {
  const size = outcome === 'short' ? SIZE - 1 : SIZE;
  const headers = {
    'content-type': outcome === 'page' ? 'text/html' : 'audio/mpeg',
    'content-length': String(size),
  };
  return new ModelResponse({ size }, { status: outcome === 'missing' ? 404 : 200, headers });
}
