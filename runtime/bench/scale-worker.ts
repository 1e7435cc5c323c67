// Our worker in the benchmark `scale`, with what the build generates by default.
import { registerBackgroundFetchRoutes } from '../src/sw/index.ts';
import { introduce } from './scale/introduce.ts';
import { CACHE_NAME } from './scale/shelf.ts';

introduce();
registerBackgroundFetchRoutes({
  routes: [{ id: 'album/:n', requests: [], page: 1, serve: ['tracks/:n/*'], cacheName: CACHE_NAME }],
  fallback: ['engine-sw.js'],
});
