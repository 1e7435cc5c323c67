/* eslint-disable no-restricted-globals -- a service worker's global is `self`, which the rules of react-scripts forbid */
import { clientsClaim } from 'workbox-core';
import { precacheAndRoute } from 'workbox-precaching';

self.skipWaiting();
clientsClaim();
precacheAndRoute(self.__WB_MANIFEST);
