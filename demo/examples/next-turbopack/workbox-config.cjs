const { readdirSync, readFileSync } = require('node:fs');
const { withBackgroundFetch } = require('workbox-background-fetch/build');

// What Next.js has compiled is not in "public": these are its URLs, relative to the worker.
const compiled = readdirSync('.next/static', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => ({
    url: `${parentPath}/${name}`.replace('.next', '_next'),
    revision: null,
  }));

module.exports = withBackgroundFetch({
  globDirectory: 'public',
  globPatterns: ['**/*'],
  globIgnores: ['sw.js', 'workbox-*.js', '*.map', 'media/**'],
  swDest: 'public/sw.js',
  skipWaiting: true,
  clientsClaim: true,
  additionalManifestEntries: [...compiled, { url: './', revision: readFileSync('.next/BUILD_ID', 'utf8') }],
  runtimeCaching: [{ urlPattern: ({ request }) => request.mode === 'navigate', handler: 'NetworkFirst' }],
  backgroundFetch: {
    routes: [
      { id: 'episode/:slug', requests: 'media/:slug.mp3', title: 'Episode :slug' },
      { id: 'models', requests: { glob: 'models/**' } },
    ],
  },
});
