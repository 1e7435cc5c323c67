'use client';

import { useEffect } from 'react';
import { BackgroundFetchClient } from 'workbox-background-fetch/window';

const downloads = new BackgroundFetchClient({
  fallback: { load: () => import('workbox-background-fetch/fallback') },
});

export default function Page() {
  useEffect(() => {
    navigator.serviceWorker.register(`${process.env.NEXT_PUBLIC_BASE_PATH}/sw.js`);
    Object.assign(globalThis, { downloads });
  }, []);
  return <h1>Downloads</h1>;
}
