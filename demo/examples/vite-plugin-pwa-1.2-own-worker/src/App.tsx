import { useState } from 'react';
import { downloads } from 'vite-plugin-background-fetch/client';

Object.assign(globalThis, { downloads });

export function App() {
  const [state, setState] = useState('not downloaded');
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
