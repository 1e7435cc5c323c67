import { downloads } from 'vite-plugin-background-fetch/client';
import DefaultTheme from 'vitepress/theme';

if (!import.meta.env.SSR) Object.assign(globalThis, { downloads });

export default DefaultTheme;
