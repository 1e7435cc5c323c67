import type { Test } from 'uvu';
import type { StartOptions } from '../../src/spec/backend.ts';
import { bytesOf, createWorld, type World } from './engine-environment.ts';
import { type EngineServer, startEngineServer } from './engine-server.ts';

export const OPTIONS: StartOptions = { title: 'Title', icons: [], downloadTotal: 0 };

/** What a test of the engine begins with. */
export interface EngineSetup {
  /** Has the files a, b and c, and no faults, at the start of each test. */
  server: EngineServer;
  world(overrides?: Partial<World>): World;
  url(name: string): string;
}

export async function setUpEngine(test: Test): Promise<EngineSetup> {
  const server = await startEngineServer();
  test.after(() => server.close());
  test.before.each(() => {
    server.files.clear();
    for (const name of ['a', 'b', 'c']) server.files.set(`/${name}`, { body: bytesOf(1000), etag: '"1"' });
    server.seen.length = 0;
    server.fault = () => undefined;
  });
  return {
    server,
    world: (overrides = {}) => createWorld({ origin: server.origin, ...overrides }, 100),
    url: (name) => `${server.origin}/${name}`,
  };
}

/** The events that the app has had. */
export function types({ events }: World): string[] {
  return events.map(([type]) => type);
}
