import { createFileRoute } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { downloads } from 'vite-plugin-background-fetch/client';

export const Route = createFileRoute('/')({ component: Home });

function Home() {
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
