import { installFallback } from './install.ts';

// The entry of the classic script for service workers: it installs Background Fetch and nothing else.
installFallback();
