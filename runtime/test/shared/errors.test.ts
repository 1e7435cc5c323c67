import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { build } from 'rolldown';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  BackgroundFetchError,
  type ErrorArguments,
  type ErrorCode,
  type ErrorDetails,
  messages,
} from '../../src/shared/errors.ts';

/** Of each code: details, what the message names, and the remedy that it gives. */
const CASES: { [C in ErrorCode]: [details: ErrorDetails[C], names: RegExp, remedy: RegExp] } = {
  'not-supported': [{ feature: 'Background Fetch' }, /no Background Fetch/, /downloads\.supported\(\)/],
  'no-service-worker': [{ reason: 'none is registered' }, /: none is registered/, /Register the one/],
  'no-answer': [{ scriptURL: 'https://a/sw.js' }, /https:\/\/a\/sw\.js/, /Is it the one that the build/],
  'unknown-id': [{ id: 'x', routes: ['a/:b', 'c'] }, /"x"/, /routes of this build are: a\/:b, c\./],
  'missing-requests': [{ id: 'x' }, /"x" takes its requests from the page/, /fetch\(id, \{ requests/],
  'surplus-requests': [{ id: 'x' }, /"x" has its requests from the build/, /Leave them out, or add "page"/],
  'invalid-request': [
    {
      id: 'x',
      index: 2,
      url: 'ftp://a/b',
      problem: { code: 'invalid-url', reason: 'has the scheme "ftp:"' },
    },
    /Request 2 of "x" \(ftp:\/\/a\/b\)/,
    /has the scheme "ftp:" \(invalid-url\)/,
  ],
  'not-served': [
    { id: 'x', url: 'https://a/b', as: false, serve: ['tracks/*'] },
    /"https:\/\/a\/b" is a request of "x"/,
    /\(tracks\/\*\)\. Add one, or give the request an `as`/,
  ],
  'conflicting-requests': [
    { id: 'x', url: 'https://a/b' },
    /"https:\/\/a\/b" stands for two files/,
    /an `as` of its own/,
  ],
  'invalid-metadata': [
    { id: 'x', reason: 'has 70000 bytes' },
    /metadata of "x" has 70000 bytes/,
    /toRaw\(\) in Vue/,
  ],
  'invalid-row': [
    { id: 'x', each: 'n', from: '1', to: '', most: 9 },
    /"n" of "x" go from "1" to ""/,
    /must be whole numbers/,
  ],
  'list-failed': [
    { id: 'x', list: 'https://a/l.json', reason: 'is answered with status 500' },
    /https:\/\/a\/l\.json, is answered with status 500/,
    /try again later/,
  ],
  'prepare-failed': [
    { id: 'x', reason: 'TypeError: Failed to fetch' },
    /gave no requests for "x": TypeError: Failed to fetch/,
    /try again later/,
  ],
  'newer-ledger': [{ reason: 'VersionError' }, /later version of this app: VersionError/, /reload when/],
  'invalid-overrides': [{ id: 'x', name: 'title', value: 5 }, /"title" of "x" is 5/, /must be a string/],
  'permission-denied': [{ id: 'x', by: 'user', running: [] }, /The user .* "x"/, /site settings/],
  'quota-exceeded': [
    { id: 'x', downloadTotal: 500, available: 20, missing: 980 },
    /"x" needs 500 bytes, .* and 20 are free: 980 are missing/,
    /remove something/,
  ],
  'too-many-downloads': [
    { id: 'x', running: ['a', 'b'] },
    /"x" while others are running \(a, b\)/,
    /when one of them has ended/,
  ],
  'start-refused': [{ id: 'x', reason: 'TypeError: no' }, /"x": TypeError: no/, /cause/],
  'fallback-not-loaded': [{ reason: 'a 404' }, /could not be loaded: a 404/, /all files .* are deployed/],
  'timed-out': [
    { what: 'backgroundFetch.get()', seconds: 20 },
    /backgroundFetch\.get\(\) of this browser has not answered within 20 s/,
    /Try again later/,
  ],
  'cannot-pause': [{ option: 'retry' }, /retry/, /Set `retry: true`/],
  failed: [{ id: 'x', reason: 'bad-status', failures: [] }, /"x" failed \(bad-status\)/, /start it again/],
  'invalid-namespace': [{ namespace: 7 }, /is 7/, /id of a user/],
  'no-namespaces': [{ namespace: 'ann' }, /"ann" cannot be used/, /`namespaces: true`/],
  aborted: [{ id: 'x' }, /"x" was aborted/, /docs\/errors\.md#aborted/],
  removed: [{ id: 'x' }, /"x" was removed/, /docs\/errors\.md#removed/],
  unexpected: [{ reason: 'Error: boom' }, /Error: boom/, /docs\/errors\.md#unexpected/],
};

for (const code of Object.keys(CASES) as ErrorCode[]) {
  test(`the message of ${code} names what happened, the remedy and where to read on`, () => {
    const [details, names, remedy] = CASES[code];
    const cause = new Error('the cause');
    const error = new BackgroundFetchError(...([code, details, { cause }] as ErrorArguments));
    assert.match(error.message, names);
    assert.match(error.message, remedy);
    assert.match(error.message, new RegExp(`\\(docs/errors\\.md#${code}\\)$`));
    assert.is(error.name, 'BackgroundFetchError');
    assert.is(error.code, code);
    assert.is(error.details, details);
    assert.is(error.cause, cause);
    assert.instance(error, Error);
  });
}

test('every code is in the table above', () => {
  assert.equal(Object.keys(messages ?? {}).sort(), Object.keys(CASES).sort());
});

test('a build without routes says so', () => {
  assert.match(new BackgroundFetchError('unknown-id', { id: 'x', routes: [] }).message, /\(none\)/);
});

test('production builds carry the codes alone', async () => {
  const { output } = await build({
    input: fileURLToPath(new URL('../../src/shared/errors.ts', import.meta.url)),
    write: false,
    tsconfig: false,
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    output: { format: 'iife', name: 'errors', minify: true },
  });
  const { code } = output[0];
  const context: { errors?: { BackgroundFetchError: typeof BackgroundFetchError } } = {};
  vm.runInNewContext(code, context);
  const Production = context.errors?.BackgroundFetchError;
  assert.ok(Production);
  const error = new Production('failed', { id: 'x', reason: 'bad-status', failures: [] });
  assert.is(error.message, 'failed');
  assert.is(error.code, 'failed');
  assert.equal({ ...error.details }, { id: 'x', reason: 'bad-status', failures: [] });
  assert.not.match(code, /site settings|docs\/errors/);
});

test.run();
