import { downloads } from 'background-fetch-webpack-plugin/client';

// The worker is above the folder of the build.
navigator.serviceWorker.register(`${__webpack_public_path__}../sw.js`);
Object.assign(globalThis, { downloads });
