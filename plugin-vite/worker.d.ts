/** What the module of the option `worker` may export. */
export type {
  DownloadHooks,
  HookParam,
  PreparedRequest,
  PrepareHookParam,
  RecordHookParam,
} from 'workbox-background-fetch/sw';
