// Such as "/app"; without it the app is at the root.
const basePath = process.env.BASE?.replace(/\/$/, '');

export default {
  basePath,
  // With a base path, the scope of the service worker is "/app/": "/app" alone would be outside of it.
  trailingSlash: true,
  env: { NEXT_PUBLIC_BASE_PATH: basePath ?? '' },
};
