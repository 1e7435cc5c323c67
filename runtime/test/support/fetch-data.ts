import type { BackgroundFetch, RequestData } from '../../src/spec/model.ts';

/** A background fetch as data, just started unless said. */
export function newFetch(key: string, change: Partial<BackgroundFetch> = {}): BackgroundFetch {
  return {
    key,
    id: key,
    title: 'Title',
    icons: [],
    downloadTotal: 0,
    uploadTotal: 0,
    uploaded: 0,
    downloaded: 0,
    result: '',
    failureReason: '',
    recordsAvailable: true,
    isActive: true,
    isAborted: false,
    ...change,
  };
}

/** A request as data. */
export function get(url: string, change: Partial<RequestData> = {}): RequestData {
  return {
    url,
    method: 'GET',
    headers: [],
    mode: 'cors',
    credentials: 'same-origin',
    cache: 'default',
    redirect: 'follow',
    referrer: 'about:client',
    referrerPolicy: '',
    integrity: '',
    body: null,
    ...change,
  };
}
