import { useEffect, useState } from 'react';
import { downloads } from 'vite-plugin-background-fetch/client';
import type { Route } from './+types/home';

export function meta(_: Route.MetaArgs) {
  return [{ title: 'Radio' }];
}

export default function Home() {
  const [state, setState] = useState('not downloaded');
  useEffect(() => {
    navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`);
    Object.assign(globalThis, { downloads });
  }, []);
  const start = async (): Promise<void> => {
    const download = await downloads.fetch('episode/one');
    await download.stored;
    setState(download.state);
  };
  return (
    <button type="button" onClick={start}>
      Episode one: {state}
    </button>
  );
}
