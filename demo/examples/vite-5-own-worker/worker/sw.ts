import greeting from 'virtual:greeting';
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';

const scope = self as unknown as { __WB_MANIFEST: string[]; greeting: string; skipWaiting(): void };
scope.greeting = greeting;
cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);
scope.skipWaiting();
