/** What the module of the option `worker` may export. */
export type { DownloadHooks, HookParam, RecordHookParam } from 'workbox-background-fetch/sw';
