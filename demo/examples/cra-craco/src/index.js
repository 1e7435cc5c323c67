import { downloads } from 'background-fetch-webpack-plugin/client';
import { createRoot } from 'react-dom/client';

createRoot(document.getElementById('root')).render(<h1>Radio</h1>);
// Create React App makes the service worker in its builds alone.
if (process.env.NODE_ENV === 'production')
  navigator.serviceWorker.register(`${process.env.PUBLIC_URL}/service-worker.js`);
Object.assign(globalThis, { downloads });
