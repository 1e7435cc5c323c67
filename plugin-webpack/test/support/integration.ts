/** Where one integration works: a copy of the fixture, and the folder for its output. */
export interface Place {
  root: string;
  out: string;
  /** The module of hooks, relative to the root, where the app has one. */
  worker?: string;
}

/** A build that goes on. */
export interface Watching {
  /** Resolves when the output is complete again; call it before the change. */
  next(): Promise<void>;
  close(): Promise<void>;
}

/** One way to get our code into a service worker. */
export interface Integration {
  name: string;
  /** Whether the worker imports the script, or has been compiled with our module in it. */
  kind: 'imports' | 'compiled';
  /** The user's worker, relative to the root, where there is one. */
  source?: string;
  build(place: Place): Promise<void>;
  /** Those without one build again. */
  watch?(place: Place): Promise<Watching>;
}
