import { downloads } from 'vite-plugin-background-fetch/client';

navigator.serviceWorker.register('/sw.js');
Object.assign(globalThis, { downloads });
