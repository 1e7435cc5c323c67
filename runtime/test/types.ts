// Must-fail tests of the public types: `tsc` reports an `@ts-expect-error` under which nothing is wrong. Nothing here runs.
import type {
  BackgroundFetchOptions,
  GlobOptions,
  RequestOptions,
  RouteOptions,
} from 'workbox-background-fetch/build';
import {
  BackgroundFetchClient,
  BackgroundFetchError,
  type Download,
  type DownloadEvent,
  type DownloadOverrides,
  type ErrorCode,
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
  // @ts-expect-error the id is missing
  await downloads.fetch();
  // Without a declaration any text is an id, but nothing else is.
  await new BackgroundFetchClient().fetch('anything');
  // @ts-expect-error an id is text
  await new BackgroundFetchClient().fetch(5);
}

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
  // @ts-expect-error it is read-only
  whole.urls.push('x');
  // @ts-expect-error there is no such state
  if (whole.state === 'done') return;
  if (whole.state === 'removed' || whole.failureReason === 'lost') return;
  one.addEventListener('progress', (event: Event) => event.target);
  downloads.addEventListener('change', (event: DownloadEvent) => event.download.state);
  // @ts-expect-error what a download dispatches carries none
  one.addEventListener('progress', (event) => event.download);
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

export const routes: RouteOptions[] = [
  { id: 'a', requests: '/a' },
  { id: 'a', requests: ['/a', { url: '/b' }, { glob: 'c' }], click: '/', cacheName: 'c', downloadTotal: 0 },
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

// @ts-expect-error the routes are missing
export const none: BackgroundFetchOptions = {};
