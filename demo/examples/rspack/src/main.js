import { downloads } from 'virtual:background-fetch';

navigator.serviceWorker.register(`${__webpack_public_path__}sw.js`);
Object.assign(globalThis, { downloads });
