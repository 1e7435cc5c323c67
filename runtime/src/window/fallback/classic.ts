import { installFallback } from './install.ts';

// The entry of the classic script for windows, dedicated and shared workers: it installs Background Fetch and nothing
// else.
installFallback();
