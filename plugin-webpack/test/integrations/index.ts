import type { Integration } from '../support/integration.ts';
import { vite } from './vite.ts';
import { webpack } from './webpack.ts';
import { workboxBuild } from './workbox-build.ts';

const only = process.env.INTEGRATION ?? '';

/** All of them, or those whose name has the text of the environment variable INTEGRATION in it. */
export const integrations: Integration[] = [...vite, ...webpack, ...workboxBuild].filter(({ name }) =>
  name.includes(only),
);
