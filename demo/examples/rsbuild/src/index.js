import { downloads } from 'background-fetch-webpack-plugin/client';

navigator.serviceWorker.register(`${import.meta.env.BASE_URL.replace(/\/$/, '')}/sw.js`);
Object.assign(globalThis, { downloads });
