import type { IncomingHttpHeaders } from 'node:http';
import type { RandomBytes } from './random-bytes.ts';

/** How a matching request is answered wrongly, slowly or not to the end. */
export interface Fault {
  /**
   * Status instead of the right one. With 400 and above the body becomes a short text unless `body` is given; any
   * other status keeps the file's bytes.
   */
  status?: number;
  /** Headers set last; they replace the server's own. */
  headers?: Record<string, string>;
  /** Milliseconds before the headers are sent. */
  delay?: number;
  /** Pace of this answer's body, in bytes per second. */
  bytesPerSecond?: number;
  /** Bytes of the body with that pace, from its first; all of them when left out. */
  slowFor?: number;
  /** Ends the pace when it aborts, also of bodies that are under way. */
  until?: AbortSignal;
  /**
   * Destroys the socket after this many bytes of the body, which can be made of its length; Content-Length still promises
   * the whole.
   */
  cutAfter?: number | ((length: number) => number);
  /** Answers 200 and the whole file whatever the Range header says. */
  ignoreRange?: boolean;
  /** Leaves out ETag and Last-Modified and ignores conditional headers. */
  noValidators?: boolean;
  /** Bytes instead of the file's. */
  body?: Uint8Array;
  /** Another version of what `add` has put there, validators included. */
  version?: number;
  /** Compresses the body; such an answer knows no ranges. */
  gzip?: boolean;
  /** Leaves out Content-Length. */
  noLength?: boolean;
  /** Applies only to requests with a Range header. */
  only?: 'ranges';
  /** Number of requests it applies to; for ever when left out. */
  times?: number;
}

/** One request the server has seen, in order of arrival; the entry goes on changing until `done`. */
export interface RequestLogEntry {
  readonly method: string;
  /** Path as requested, still percent-encoded, base included, query excluded. */
  readonly pathname: string;
  /** Query with its question mark, or ''. */
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  /** Bytes of request body read so far. */
  received: number;
  /** SHA-256 of the request body, in hex; '' until all of it is here. */
  sha256: string;
  /** Status sent, 0 until the headers are. */
  status: number;
  /** Bytes of response body handed to the socket so far. */
  sent: number;
  /** Whether the exchange is over, well or not. */
  done: boolean;
}

export interface ServerOptions {
  /** Folder to serve. */
  root: string;
  /** Path the folder is served below; begins and ends with a slash. Default '/'. */
  base?: string;
  /** 0, the default, takes any free port. */
  port?: number;
  /** Bandwidth all answers share, in bytes per second; unlimited by default. */
  bytesPerSecond?: number;
  /** Headers of all answers. */
  headers?: Record<string, string>;
  /** Text before the first byte of each page, and of each script that the browser asks for as a service worker. */
  inserts?: { pages?: string; workers?: string };
  /** Folder with the files of the albums that the API tells of; without it there is no API. */
  library?: string;
  /** Milliseconds that the signed URLs of the API are good for. Default: five minutes. */
  tokenLife?: number | undefined;
  /** File below `root` that answers navigations to paths that are no file. Default 'index.html'. */
  fallback?: string;
}

export interface DemoServer {
  /** Where the app is, base included, with a slash at the end. */
  readonly url: string;
  readonly origin: string;
  readonly requests: readonly RequestLogEntry[];
  /** Puts a file of random bytes at a path (base included). */
  add(pathname: string, bytes: RandomBytes): void;
  /** Makes requests for a path (base included) go wrong. The fault added last wins. */
  fault(pathname: string | RegExp, fault: Fault): void;
  /** Removes all faults. */
  heal(): void;
  /** Refuses connections and destroys the open ones, as if the machine were gone. */
  stop(): Promise<void>;
  /** Listens on the same port again. */
  restart(): Promise<void>;
}
