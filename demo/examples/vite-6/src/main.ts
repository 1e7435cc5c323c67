import { downloads } from 'vite-plugin-background-fetch/client';

navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`);
Object.assign(globalThis, { downloads });
