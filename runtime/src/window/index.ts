export type {
  DownloadBatch,
  DownloadFailure,
  DownloadFailureReason,
  DownloadFile,
  DownloadRetry,
  DownloadSnapshot,
  DownloadState,
} from '../shared/download-snapshot.ts';
export { BackgroundFetchError, type ErrorCode, type ErrorDetails } from '../shared/errors.ts';
export type { DownloadOverrides, PageRequest } from '../shared/protocol.ts';
export {
  BackgroundFetchClient,
  type ClientOptions,
} from './client/client.ts';
export type { Download, DownloadEvents } from './client/download.ts';
export { type ClientEvents, DownloadEvent } from './client/download-event.ts';
export type {
  BatchItem,
  BatchOptions,
  DownloadMetadata,
  FetchArguments,
  FetchOptions,
  IdOf,
  MetadataOf,
  PageRequests,
  RequestsMode,
  RoutesLike,
  RoutesOf,
  RouteTypes,
} from './client/fetch-options.ts';
export type { StorageReport, StoredAmount } from './client/storage.ts';
export type { DownloadTarget } from './client/target.ts';
export type { Fallback, FallbackModule } from './engine/choose-engine.ts';
export type { Outlook } from './state/outlook.ts';
export type { DownloadStatus, DownloadsSnapshot } from './state/status.ts';
export type { WaitingFor } from './state/waiting-for.ts';
