import { defaultCache } from '@serwist/next/worker';
import { Serwist } from 'serwist';

new Serwist({
  precacheEntries: self.__SW_MANIFEST,
  skipWaiting: true,
  clientsClaim: true,
  runtimeCaching: defaultCache,
}).addEventListeners();
