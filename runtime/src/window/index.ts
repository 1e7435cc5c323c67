export type {
  DownloadFailure,
  DownloadFailureReason,
  DownloadSnapshot,
  DownloadState,
} from '../shared/download-snapshot.ts';
export { BackgroundFetchError, type ErrorCode, type ErrorDetails } from '../shared/errors.ts';
export type { DownloadOverrides } from '../shared/protocol.ts';
export {
  BackgroundFetchClient,
  type ClientEvents,
  type ClientOptions,
  DownloadEvent,
} from './client/client.ts';
export type { Download, DownloadEvents } from './client/download.ts';
export type { Fallback } from './engine/choose-engine.ts';
