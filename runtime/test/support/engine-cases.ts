import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import type { BackgroundFetchFailureReason } from '../../src/shared/background-fetch.ts';
import type { RequestData } from '../../src/spec/model.ts';
import { bytesOf, createWorld, runOne, type World } from './engine-environment.ts';
import type { EngineServer, Fault, Seen, ServedFile } from './engine-server.ts';
import { get } from './fetch-data.ts';

export const BODY: Uint8Array = bytesOf(300_000);
export const OTHER: Uint8Array = bytesOf(300_000, 7);
export const DATE = 'Mon, 01 Jan 2024 00:00:00 GMT';
export const FILE: ServedFile = { body: BODY, etag: '"1"', lastModified: DATE };
export const PATH = '/file';

/** One file, what its server and the network do, and what comes of it. */
export interface Case {
  name: string;
  file?: ServedFile | undefined;
  request?: Partial<RequestData>;
  world?: Partial<World>;
  fault?: (nth: number, seen: Seen) => Fault | undefined;
  /** 'success' or the record's failure. */
  result?: Exclude<BackgroundFetchFailureReason, ''> | 'success';
  status?: number;
  body?: Uint8Array;
  /** The `Range` headers that the server saw, in order. */
  ranges?: (string | undefined)[];
  /** Anything else. */
  check?: (world: World) => void;
}

/** The first answer is cut. */
export const cutOnce =
  (then: Fault = {}, at = 100_000) =>
  (nth: number): Fault =>
    nth === 0 ? { cutAfter: at } : then;

/** A test for each case: a background fetch of one file runs to its end. */
export function testCases(test: Test, server: EngineServer, cases: Case[]): void {
  for (const { name, request, world: overrides, fault, ...expected } of cases) {
    test(name, async () => {
      const file = 'file' in expected ? expected.file : FILE;
      server.files.clear();
      if (file) server.files.set(PATH, file);
      server.seen.length = 0;
      server.fault = (seen, nth) => fault?.(nth, seen);
      const world = createWorld({ origin: server.origin, ...overrides }, 1000);
      const ended = await runOne(world, [get(server.origin + PATH, request)]);
      const record = world.results.get(PATH);
      const { result = 'success', ranges } = expected;
      assert.is(record?.result, result);
      assert.is(ended.result, result === 'success' ? 'success' : 'failure');
      assert.is(ended.failureReason, result === 'success' ? '' : result);
      if (ranges) {
        const seen = server.seen.map(({ headers }) => headers.range);
        assert.equal(seen, ranges);
      }
      if (result === 'success' || expected.status !== undefined)
        assert.is(record?.status, expected.status ?? 200);
      // What comes with an error is not stored.
      const body = expected.body ?? (result === 'bad-status' ? undefined : file?.body) ?? new Uint8Array();
      if (result !== 'fetch-error' || expected.body)
        assert.ok(
          record?.body.equals(body),
          `${record?.body.length} bytes instead of ${body.length}, or others`,
        );
      assert.is(ended.downloaded, record?.body.length);
      expected.check?.(world);
    });
  }
}

/** A response as a browser gives it, which has a URL. */
export function answered(response: Response, url: string): Response {
  return Object.defineProperty(response, 'url', { value: url });
}
