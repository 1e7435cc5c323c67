import { downloads } from 'vite-plugin-background-fetch/client';

navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`);
Object.assign(globalThis, { downloads });

// Where the types were not found it would be `any`, and this no error.
// @ts-expect-error: ids are strings
export const wrong = (): unknown => downloads.fetch(1);
