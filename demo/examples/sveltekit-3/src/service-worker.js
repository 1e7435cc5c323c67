import 'virtual:background-fetch/sw';
import { version } from '$app/env';
import { immutable, prerendered } from '$app/manifest';

// "assets" of "$app/manifest" are all static files: those of the routes are among them.
const paths = [...immutable, ...prerendered].map(({ path }) => path);
const cacheName = `app-${version}`;
const scope = self.registration.scope;

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(paths.map(located))));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  if (event.request.method === 'GET') event.respondWith(respond(event.request));
});

async function respond(request) {
  // Servers that answer with "Vary: Origin" are asked for scripts with another origin than "cache.addAll" has.
  const cached = await caches.match(request, { cacheName, ignoreVary: true });
  return cached ?? fetch(request);
}

function located(path) {
  return new URL(path.replace(/^\//, ''), scope).href;
}
