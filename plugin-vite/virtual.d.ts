/** The client, as the plugin makes it. */
declare module 'virtual:background-fetch' {
  export * from 'vite-plugin-background-fetch/client';
}

/** Registers the routes in a service worker that is compiled. */
declare module 'virtual:background-fetch/sw' {}
