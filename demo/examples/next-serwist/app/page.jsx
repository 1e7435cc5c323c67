'use client';

import { downloads } from 'background-fetch-webpack-plugin/client';
import { useEffect } from 'react';

export default function Page() {
  useEffect(() => {
    Object.assign(globalThis, { downloads });
  }, []);
  return <h1>Downloads</h1>;
}
