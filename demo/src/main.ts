import { downloads } from 'virtual:background-fetch';
import './style/index.css';
import { albumPage } from './album-page.ts';
import { followAlbums } from './album-store.ts';
import { episodePage } from './episode-page.ts';
import { followDownloads } from './item-store.ts';
import { notFoundPage } from './not-found-page.ts';
import { pythonPage } from './python-page.ts';
import { registerServiceWorker } from './register-service-worker.ts';
import { startRouter } from './router.ts';
import { shelfPage } from './shelf-page.ts';
import { mountShell } from './shell.ts';
import { showUpdateNotice } from './update-notice.ts';

const outlet = mountShell();
startRouter(
  outlet,
  [
    [/^(?:index\.html)?$/, shelfPage],
    [/^episodes\/([^/]+)\/?$/, episodePage],
    [/^albums\/([\w-]+)\/?$/, albumPage],
    [/^python\/?$/, pythonPage],
  ],
  notFoundPage,
);
void registerServiceWorker(showUpdateNotice);
void followDownloads();
void followAlbums();

// For the curious: the client, in the console.
Object.assign(globalThis, { downloads });
