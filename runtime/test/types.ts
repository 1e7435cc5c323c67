// Must-fail tests of the public types: `tsc` reports an `@ts-expect-error` under which nothing is wrong. Nothing here runs.
import type {
  BackgroundFetchOptions,
  EachOptions,
  GlobOptions,
  ListOptions,
  RequestOptions,
  RouteOptions,
} from 'workbox-background-fetch/build';
import {
  BackgroundFetchClient,
  BackgroundFetchError,
  type Download,
  type DownloadEvent,
  type DownloadOverrides,
  type DownloadStatus,
  type DownloadsSnapshot,
  type ErrorCode,
  type PageRequests,
} from 'workbox-background-fetch/window';

export async function ids(): Promise<void> {
  const downloads = new BackgroundFetchClient<'python' | `episode/${string}`>();
  await downloads.fetch('python');
  await downloads.fetch('episode/5', { title: 'Five', icons: [{ src: '/i.png' }], downloadTotal: 5 });
  // @ts-expect-error no route has this id
  await downloads.fetch('pyton');
  // @ts-expect-error no route has this id
  await downloads.get('episod/5');
  // @ts-expect-error no route has this id
  await downloads.abort('film/5');
  // @ts-expect-error no route has this id
  await downloads.remove('');
  await downloads.pause(['python', 'episode/5']);
  const isGoingOn: boolean = await downloads.resume({ group: 'season' });
  await downloads.move('episode/5', { before: 'python' });
  // @ts-expect-error no route has this id
  await downloads.pause('pyton');
  // @ts-expect-error no route has one of these ids
  await downloads.resume(['python', 'pyton']);
  // @ts-expect-error a group has a name; all of them is `pauseAll()`
  await downloads.pause({});
  // @ts-expect-error there is no such place
  await downloads.move('python', 'next');
  // @ts-expect-error no route has this id
  await downloads.move('python', { before: 'pyton' });
  const kept: 'files' | false | undefined = isGoingOn ? (await downloads.get('python'))?.canPause : false;
  // @ts-expect-error bytes of a file that is on its way are not kept
  kept satisfies 'bytes' | undefined;
  // @ts-expect-error the id is missing
  await downloads.fetch();
  // Without a declaration any text is an id, but nothing else is.
  await new BackgroundFetchClient().fetch('anything');
  // @ts-expect-error an id is text
  await new BackgroundFetchClient().fetch(5);
}

declare module 'workbox-background-fetch/window' {
  interface DownloadMetadata {
    'album/:id': { name: string; cover?: string };
  }
}

export async function several(any: 'python' | `mix/${string}`): Promise<void> {
  const downloads = new BackgroundFetchClient<Routes>();
  const requests: PageRequests = ['/a'];
  await downloads.fetchAll(['python', 'episode/5', 'mix/1', any], { title: 'All of them' });
  await downloads.fetchAll(['python', { id: 'album/1', requests, metadata: { name: 'One' }, priority: 1 }]);
  // @ts-expect-error no route has this id
  await downloads.fetchAll(['pyton']);
  // @ts-expect-error the route demands requests
  await downloads.fetchAll(['python', 'album/1']);
  // @ts-expect-error the route has its requests from the build
  await downloads.fetchAll([{ id: 'episode/5', requests }]);
  // @ts-expect-error the app has said what the metadata is
  await downloads.fetchAll([{ id: 'album/1', requests, metadata: { name: 1 } }]);
  // @ts-expect-error all of them have one title
  await downloads.fetchAll(['python'], { titles: ['Python'] });
  await new BackgroundFetchClient().fetchAll(['anything', { id: 'else', metadata: 5 }]);
  const all: Download[] = await downloads.fetchAll(['python']);
  for (const { batch } of all) console.log(batch?.share);
}

/** As a declaration file has them. */
type Routes = {
  'album/:id': { id: `album/${string}`; requests: 'demanded' };
  'mix/:id': { id: `mix/${string}`; requests: 'optional' };
  'episode/:slug': { id: `episode/${string}`; requests: 'never' };
  python: { id: 'python'; requests: 'never' };
};

export async function options(any: 'album/1' | 'python' | `mix/${string}`): Promise<void> {
  const downloads = new BackgroundFetchClient<Routes>();
  const requests: PageRequests = ['/a', { url: 'https://cdn.example/a?token=5', as: '/b', revision: '1' }];
  await downloads.fetch('album/1', { requests, metadata: { name: 'One' } });
  await downloads.fetch('mix/1');
  await downloads.fetch('mix/1', { requests, metadata: ['anything'] });
  await downloads.fetch('python', { title: 'Python', metadata: 5 });
  await downloads.fetch(any, { requests });
  await downloads.fetch(any, { requests: undefined });
  await downloads.fetch(
    // @ts-expect-error no route has this id, and nothing else is said to be wrong
    'albun/1',
  );
  // @ts-expect-error the requests are missing
  await downloads.fetch('album/1');
  // @ts-expect-error the requests are missing
  await downloads.fetch('album/1', { metadata: { name: 'One' } });
  // @ts-expect-error one of these ids demands requests
  await downloads.fetch(any);
  // @ts-expect-error one of these ids demands requests
  await downloads.fetch(any, { title: 'Any' });
  // @ts-expect-error the route has its requests from the build
  await downloads.fetch('episode/5', { requests });
  // @ts-expect-error the route has its requests from the build
  await downloads.fetch('python', { requests: [] });
  // @ts-expect-error a name is text
  await downloads.fetch('album/1', { requests, metadata: { name: 1 } });
  // @ts-expect-error the name is missing
  await downloads.fetch('album/1', { requests, metadata: {} });
  // @ts-expect-error the metadata are an object
  await downloads.fetch('album/1', { requests, metadata: 'One' });
  // @ts-expect-error a request has a url
  await downloads.fetch('album/1', { requests: [{ as: '/a' }] });
  // @ts-expect-error there is a list of requests
  await downloads.fetch('mix/1', { requests: '/a' });
  // Without a declaration everything may be right.
  await new BackgroundFetchClient().fetch('anything', { requests, metadata: { name: 1 } });
  await new BackgroundFetchClient<'a' | `b/${string}`>().fetch('b/1', { requests, metadata: 5 });
}

/** What is written for one app's client takes another's. */
export const anyClient: BackgroundFetchClient = new BackgroundFetchClient<Routes>();

export const overrides: DownloadOverrides[] = [
  {},
  // @ts-expect-error a title is text
  { title: 5 },
  // @ts-expect-error there is a list of icons
  { icons: '/i.png' },
  // @ts-expect-error an icon has a src
  { icons: [{ sizes: '1x1' }] },
  // @ts-expect-error bytes are a number
  { downloadTotal: '5' },
  // @ts-expect-error it is downloadTotal
  { downloadtotal: 5 },
];

export async function download(downloads: BackgroundFetchClient): Promise<void> {
  const found = await downloads.get('a');
  // @ts-expect-error there may be none
  void found.id;
  const one = (await downloads.list())[0] as Download;
  const whole: Download = await one.stored;
  // @ts-expect-error it is read-only
  whole.title = 'x';
  // @ts-expect-error `files()` tells them
  whole.urls;
  // @ts-expect-error it is read-only
  whole.failures.push({ url: '/a', reason: 'lost' });
  // @ts-expect-error it is read-only
  whole.snapshot.title = 'x';
  const size: number | undefined = (await whole.files())[0]?.size;
  // @ts-expect-error there is a list of URLs
  await whole.remove('/a');
  await whole.update({ title: `${size}`, metadata: 5 });
  // @ts-expect-error only these two change
  await whole.update({ state: 'stored' });
  // @ts-expect-error there is no such state
  if (whole.state === 'done') return;
  if (whole.state === 'removed' || whole.failureReason === 'lost') return;
  one.addEventListener('progress', (event: Event) => event.target);
  downloads.addEventListener('change', (event: DownloadEvent) => event.download.state);
  // @ts-expect-error what a download dispatches carries none
  one.addEventListener('progress', (event) => event.download);
}

export async function metadata(downloads: BackgroundFetchClient<Routes>): Promise<void> {
  const album = await downloads.get('album/1');
  const name: string | undefined = album?.metadata?.name;
  // @ts-expect-error the route has no such metadata
  album?.metadata?.artist;
  await album?.update({ metadata: { name: `${name}` } });
  // @ts-expect-error a name is text
  await album?.update({ metadata: { name: 1 } });
  const python = await downloads.fetch('python');
  // @ts-expect-error nobody has said what they are
  python.metadata.name;
}

/** As React and Svelte take it. */
export function store({ subscribe, getSnapshot }: BackgroundFetchClient): () => void {
  const all: DownloadsSnapshot = getSnapshot();
  const first: DownloadStatus | undefined = all.downloads[0];
  const progress: number | undefined = first?.progress ?? all.progress;
  // @ts-expect-error it is read-only
  all.downloads.push(first);
  // @ts-expect-error it is read-only
  all.activeCount = progress;
  // @ts-expect-error a listener is told nothing
  subscribe((snapshot: DownloadsSnapshot) => snapshot);
  return subscribe(() => undefined);
}

export function errors(error: BackgroundFetchError): string {
  // @ts-expect-error there is no such code
  const code: ErrorCode = 'no-such-code';
  // @ts-expect-error this code has other details
  void new BackgroundFetchError('quota-exceeded', { id: code });
  // @ts-expect-error there is no such code
  if (error.code === 'quota') return '';
  return error.message;
}

export const requests: (RequestOptions | GlobOptions)[] = [
  { url: '/a', method: 'GET', mode: 'cors', credentials: 'include', size: 5 },
  { glob: ['models/**'], ignore: '**/*.map' },
  // @ts-expect-error Cache Storage keeps nothing but GET
  { url: '/a', method: 'POST' },
  // @ts-expect-error browsers refuse it in the background
  { url: '/a', mode: 'no-cors' },
  // @ts-expect-error there is no such mode
  { url: '/a', credentials: 'always' },
  // @ts-expect-error headers are text
  { url: '/a', headers: { accept: 5 } },
  // @ts-expect-error bytes are a number
  { url: '/a', size: '5' },
  // @ts-expect-error a request has a URL
  { size: 5 },
  // @ts-expect-error it is ignore
  { glob: 'models/**', exclude: '**/*.map' },
];

export const rows: EachOptions[] = [
  { each: 'n', to: 3, url: ':n' },
  { each: 'n', from: ':first', to: ':last', pad: 3, url: ':n', size: 5, headers: { accept: 'image/*' } },
  // @ts-expect-error a row has an end
  { each: 'n', url: ':n' },
  // @ts-expect-error its number has a name
  { from: 1, to: 3, url: ':n' },
  // @ts-expect-error digits are a number
  { each: 'n', to: 3, pad: '3', url: ':n' },
  // @ts-expect-error its files are not all the same
  { each: 'n', to: 3, url: ':n', integrity: 'sha256-x' },
];

export const lists: ListOptions[] = [
  { list: '/a.json', urls: '/*', sizes: '/*', revisions: '/*', as: ':file', credentials: 'include' },
  // @ts-expect-error a list points to URLs
  { list: '/a.json' },
  // @ts-expect-error a pointer is text
  { list: '/a.json', urls: ['tracks', '*'] },
  // @ts-expect-error it is sizes
  { list: '/a.json', urls: '/*', size: '/*' },
];

export const routes: RouteOptions[] = [
  { id: 'a', requests: '/a' },
  { id: 'a', requests: ['/a', { url: '/b' }, { glob: 'c' }], click: '/', cacheName: 'c', downloadTotal: 0 },
  { id: 'a', requests: 'page', serve: 'm/*', click: { progress: '/', success: '/a', fail: '/b' } },
  { id: 'a', requests: ['page', '/a'], serve: ['m/*', 'n/*'] },
  // @ts-expect-error patterns are text
  { id: 'a', requests: 'page', serve: /m/ },
  // @ts-expect-error it is success
  { id: 'a', requests: 'page', serve: 'm/*', click: { stored: '/' } },
  // @ts-expect-error a route has an id
  { requests: '/a' },
  // @ts-expect-error a route has requests
  { id: 'a' },
  // @ts-expect-error the config is data
  { id: /a/, requests: '/a' },
  // @ts-expect-error the config is data
  { id: 'a', requests: () => '/a' },
  // @ts-expect-error it is cacheName
  { id: 'a', requests: '/a', cachename: 'c' },
  // @ts-expect-error an icon has a src
  { id: 'a', requests: '/a', icons: [{ url: '/i.png' }] },
];

export const hooks: BackgroundFetchOptions = { routes: [], worker: 'src/downloads.worker.ts' };
// @ts-expect-error the routes are missing
export const none: BackgroundFetchOptions = {};
