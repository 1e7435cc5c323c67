'use client';

import { downloads } from 'virtual:background-fetch';
import { useEffect } from 'react';

export default function Page() {
  useEffect(() => {
    Object.assign(globalThis, { downloads });
  }, []);
  return <h1>Downloads</h1>;
}
