import { createHash } from 'node:crypto';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { digestOf } from '../../../src/build/assets/file-digest.ts';
import type { BackgroundFetchUpdateUIEvent } from '../../../src/shared/background-fetch-events.ts';
import type { WorkerFile } from '../../../src/shared/worker-config.ts';
import type { LedgerFile } from '../../../src/store/schema.ts';
import { ledgerFile } from '../../support/ledger-file.ts';
import { FakeExtendableEvent, SCOPE, scope } from '../../support/worker-scope.ts';

const { integrity } = await import('../../../src/sw/integrity/integrity.ts');
const { integrity: sriPart } = await import('../../../src/sw/sri/sri.ts');
const { plainStorage } = await import('../../../src/sw/serve/plain-storage.ts');
const { RouteStrategy } = await import('../../../src/sw/serve/route-strategy.ts');
const { storeRecord } = await import('../../../src/sw/commit/store-record.ts');

const URL = `${SCOPE}a.bin`;
const PIECE = 8 * 2 ** 20;

const SHORT = Buffer.from('some bytes');
const LONG = Buffer.alloc(2 * PIECE + 5, 'not all of them are the same ');

const sri = (bytes: Uint8Array, algorithm = 'sha256'): string =>
  `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`;

/** The same with another byte at a place. */
function changed(bytes: Uint8Array, place: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[place] = (copy[place] as number) ^ 1;
  return copy;
}

/** A file of the build, as its config has it and the worker writes it down. */
function built(bytes: Uint8Array): LedgerFile {
  const { size, hash, pieces } = digestOf(bytes);
  const file: WorkerFile = pieces === undefined ? [size, hash] : [size, hash, 0, undefined, pieces];
  return ledgerFile(URL, { size, ...integrity.hashesOf(undefined, file) });
}

const given = (text: string, change: Partial<LedgerFile> = {}): LedgerFile =>
  ledgerFile(URL, { ...sriPart.hashesOf(text, []), ...change });

/** What comes in parts of this size, so that pieces begin and end in them. */
function inParts(bytes: Uint8Array, part = 1_000_003, error?: Error): Response {
  let place = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (place < bytes.length) controller.enqueue(bytes.subarray(place, place + part));
      else if (error) controller.error(error);
      else controller.close();
      place += part;
    },
  });
  return new Response(body, { headers: { 'content-type': 'audio/mpeg' } });
}

interface Came {
  wanted: LedgerFile;
  response: Response;
  failureReason?: string;
  /** Whether the part for hashes of large bodies is there. */
  hasDigest?: boolean;
}

interface Outcome {
  reason: string | undefined;
  expected?: unknown;
  received?: unknown;
  status?: number | undefined;
  /** What is in the cache. */
  stored: Uint8Array | undefined;
  type?: string | null | undefined;
}

let caches = 0;

async function come({ wanted, response, failureReason = '', hasDigest = true }: Came): Promise<Outcome> {
  const storage = plainStorage(`integrity-${++caches}`);
  const cache = await scope.caches.open(storage.cacheName);
  const event = Object.assign(new FakeExtendableEvent('backgroundfetchsuccess'), {
    registration: { result: failureReason === '' ? 'success' : 'failure', failureReason },
  }) as unknown as BackgroundFetchUpdateUIEvent;
  const fault = await storeRecord(
    event,
    { request: new Request(URL), responseReady: Promise.resolve(response) },
    {
      route: {
        storage,
        options: { id: '*', pattern: [], template: '*', requests: [] },
        queue: undefined,
        limits: undefined,
        integrity: hasDigest ? sriPart : integrity,
      },
      wanted,
      cache,
    },
  );
  const found = await cache.match(URL);
  return {
    ...fault,
    reason: fault?.reason,
    stored: found && new Uint8Array(await found.arrayBuffer()),
    type: found?.headers.get('content-type'),
  };
}

const RIGHT: [name: string, came: () => Came, bytes: Uint8Array][] = [
  ['a file of the build', () => ({ wanted: built(SHORT), response: inParts(SHORT, 3) }), SHORT],
  ['an empty one', () => ({ wanted: built(Buffer.of()), response: new Response('') }), Buffer.of()],
  ['one without a body', () => ({ wanted: built(Buffer.of()), response: new Response() }), Buffer.of()],
  ['a long one', () => ({ wanted: built(LONG), response: inParts(LONG), hasDigest: false }), LONG],
  ...[PIECE - 1, PIECE, PIECE + 1, 2 * PIECE].flatMap((length): [string, () => Came, Uint8Array][] => {
    const bytes = LONG.subarray(0, length);
    return [
      [`${length} bytes of the build`, () => ({ wanted: built(bytes), response: inParts(bytes) }), bytes],
      [
        `${length} bytes with one hash`,
        () => ({ wanted: given(sri(bytes)), response: inParts(bytes) }),
        bytes,
      ],
    ];
  }),
  ...['sha256', 'sha384', 'sha512'].flatMap((algorithm): [string, () => Came, Uint8Array][] =>
    [SHORT, LONG].map((bytes) => [
      `${algorithm} of ${bytes.length} bytes`,
      () => ({ wanted: given(sri(bytes, algorithm)), response: inParts(bytes) }),
      bytes,
    ]),
  ),
  [
    'one of several hashes',
    () => ({
      wanted: given(`${sri(LONG, 'sha384')} ${sri(SHORT, 'sha384')}`),
      response: inParts(SHORT),
    }),
    SHORT,
  ],
  [
    'only the strongest algorithm counts, whatever comes first',
    () => ({ wanted: given(`${sri(SHORT, 'sha512')}\n ${sri(LONG)}`), response: inParts(SHORT) }),
    SHORT,
  ],
  [
    'an unknown algorithm and options do not count',
    () => ({ wanted: given(`md5-x ${sri(SHORT)}?ct=audio/mpeg sha1024-y`), response: inParts(SHORT) }),
    SHORT,
  ],
  [
    'a hash in the alphabet of URLs, without padding',
    () => ({
      wanted: given(sri(SHORT).replaceAll('+', '-').replaceAll('/', '_').replace('=', '')),
      response: inParts(SHORT),
    }),
    SHORT,
  ],
  [
    'a long body where the part for those is not there',
    () => ({ wanted: given(sri(LONG)), response: inParts(LONG), hasDigest: false }),
    LONG,
  ],
  ['no hash that anybody knows', () => ({ wanted: given('sha1024-x'), response: inParts(SHORT) }), SHORT],
  [
    'a file that is compressed on disk and comes decoded',
    () => ({
      wanted: ledgerFile(URL, {
        size: 3,
        decodedSize: SHORT.length,
        ...integrity.hashesOf(undefined, [3, digestOf(SHORT).hash, 0, SHORT.length]),
      }),
      response: inParts(SHORT),
    }),
    SHORT,
  ],
  [
    'a file that the server is said to send decoded',
    () => ({
      wanted: ledgerFile(URL, {
        size: SHORT.length,
        ...integrity.hashesOf(undefined, [SHORT.length, digestOf(LONG).hash, 0, undefined, 0]),
      }),
      response: inParts(SHORT),
    }),
    SHORT,
  ],
];

for (const [name, came, bytes] of RIGHT)
  test(`right: ${name}`, async () => {
    const { stored, type, ...fault } = await come(came());
    assert.equal(fault, { reason: undefined });
    assert.ok(stored && Buffer.from(bytes).equals(stored));
    assert.ok(bytes.length === 0 || type === 'audio/mpeg', 'with its headers');
  });

const WRONG: [name: string, wanted: LedgerFile, bytes: Uint8Array, reason: string][] = [
  ...[0, SHORT.length >> 1, SHORT.length - 1].map((place): (typeof WRONG)[number] => [
    `byte ${place}`,
    built(SHORT),
    changed(SHORT, place),
    'integrity',
  ]),
  ...[0, PIECE - 1, PIECE, LONG.length - 1].flatMap((place): typeof WRONG => [
    [`byte ${place} of a long file of the build`, built(LONG), changed(LONG, place), 'integrity'],
    [`byte ${place} of a long body with one hash`, given(sri(LONG)), changed(LONG, place), 'integrity'],
  ]),
  ['pieces in another order', built(LONG.subarray(0, 2 * PIECE)), swapped(), 'integrity'],
  ['too short', built(SHORT), SHORT.subarray(1), 'wrong-size'],
  ['too long', built(SHORT), Buffer.concat([SHORT, SHORT]), 'wrong-size'],
  ['a long file without its last piece', built(LONG), LONG.subarray(0, 2 * PIECE), 'wrong-size'],
  ['a long file that goes on', built(LONG), Buffer.concat([LONG, SHORT]), 'wrong-size'],
  ['far more than a short one', built(SHORT), LONG, 'wrong-size'],
  ['an empty one in its place', given(sri(SHORT)), Buffer.of(), 'integrity'],
  ['short of its end, with one hash', given(sri(LONG)), LONG.subarray(0, PIECE), 'integrity'],
  ['right by the weaker hash only', given(`${sri(SHORT)} ${sri(LONG, 'sha512')}`), SHORT, 'integrity'],
  ['right by no hash', given(`${sri(LONG)} ${sri(Buffer.of())}`), SHORT, 'integrity'],
  [
    'what an earlier version has written down with the request',
    ledgerFile(URL, { request: { url: URL, init: { integrity: sri(LONG) } } }),
    SHORT,
    'integrity',
  ],
];

function swapped(): Uint8Array {
  return Buffer.concat([LONG.subarray(PIECE, 2 * PIECE), LONG.subarray(0, PIECE)]);
}

for (const [name, wanted, bytes, reason] of WRONG)
  test(`wrong: ${name}`, async () => {
    const { stored, ...fault } = await come({ wanted, response: inParts(bytes) });
    assert.is(fault.reason, reason);
    assert.is(fault.status, 200);
    assert.is(stored, undefined, 'nothing is stored');
  });

test('the failure tells what was expected and what came, as an `integrity` has it', async () => {
  const { expected, received } = await come({ wanted: built(SHORT), response: inParts(changed(SHORT, 0)) });
  assert.equal({ expected, received }, { expected: sri(SHORT), received: sri(changed(SHORT, 0)) });
  const long = await come({ wanted: given(sri(LONG, 'sha512')), response: inParts(changed(LONG, 9)) });
  assert.equal(
    { expected: long.expected, received: long.received },
    { expected: sri(LONG, 'sha512'), received: sri(changed(LONG, 9), 'sha512') },
  );
  const piece = await come({ wanted: built(LONG), response: inParts(changed(LONG, 9)) });
  assert.equal(
    { expected: piece.expected, received: piece.received },
    { expected: sri(LONG), received: undefined },
  );
});

test('a page in place of a file is called one', async () => {
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  const outcome = await come({
    wanted: built(SHORT),
    response: new Response('<!doctype html>', { headers }),
  });
  assert.equal([outcome.reason, outcome.received, outcome.stored], ['wrong-type', 'text/html', undefined]);
});

for (const bytes of [SHORT, LONG])
  test(`a body of ${bytes.length} bytes that breaks off is what it was without hashes`, async () => {
    for (const wanted of [built(bytes), given(sri(bytes))]) {
      const response = inParts(bytes.subarray(0, -1), 1_000_003, new TypeError('cut'));
      const { reason, stored } = await come({ wanted, response });
      assert.equal([reason, stored], ['fetch-error', undefined]);
    }
  });

test('a status that is an error is one, whatever its body', async () => {
  const response = new Response('no', { status: 404 });
  assert.is((await come({ wanted: built(SHORT), response })).reason, 'bad-status');
});

test('the empty record that went over the total is called that', async () => {
  const failureReason = 'download-total-exceeded';
  const outcome = await come({ wanted: given(sri(SHORT)), response: new Response(''), failureReason });
  assert.equal([outcome.reason, outcome.stored], [failureReason, undefined]);
});

test('what a hook or a plugin makes of it is stored: what came is looked at', async () => {
  const strategy = new RouteStrategy(
    { cacheName: `integrity-${++caches}`, plugins: [] },
    async ({ response }) => new Response((await response.text()).toUpperCase()),
  );
  Object.assign(globalThis, { ExtendableEvent: FakeExtendableEvent });
  for (const [bytes, expected] of [
    [changed(SHORT, 0), undefined],
    [SHORT, 'SOME BYTES'],
  ] as const) {
    const cache = await scope.caches.open(strategy.cacheName);
    const event = Object.assign(new FakeExtendableEvent('backgroundfetchsuccess'), {
      registration: { id: 'x', result: 'success', failureReason: '' },
    }) as unknown as BackgroundFetchUpdateUIEvent;
    const fault = await storeRecord(
      event,
      { request: new Request(URL), responseReady: Promise.resolve(inParts(bytes)) },
      {
        route: {
          storage: strategy,
          options: { id: '*', pattern: [], template: '*', requests: [] },
          queue: undefined,
          limits: undefined,
          integrity,
        },
        wanted: built(SHORT),
        cache,
      },
    );
    assert.is(fault?.reason, expected === undefined ? 'integrity' : undefined);
    assert.is(await (await cache.match(URL))?.text(), expected);
  }
});

test('a long body is never whole in memory', async () => {
  let read = 0;
  let written = 0;
  let most = 0;
  const part = Buffer.alloc(2 ** 20);
  const size = 64 * part.length;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (read === size) return controller.close();
        read += part.length;
        most = Math.max(most, read - written);
        controller.enqueue(Uint8Array.from(part));
      },
    },
    { highWaterMark: 0 },
  );
  const fault = await sriPart.check(
    {
      event: { registration: { failureReason: '' } } as BackgroundFetchUpdateUIEvent,
      request: new Request(URL),
      response: new Response(body),
      wanted: given(sri(Buffer.alloc(size)), { size }),
      options: {},
    },
    async (response) => {
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        written += next.value.length;
        await new Promise((resolve) => setTimeout(resolve));
      }
      return undefined;
    },
  );
  assert.is(fault, undefined);
  assert.is(written, size);
  assert.ok(most <= 3 * PIECE, `${most} bytes were in memory`);
});

test.run();
