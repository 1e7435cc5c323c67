import { downloads } from 'virtual:background-fetch';

navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`);
Object.assign(globalThis, { downloads });
