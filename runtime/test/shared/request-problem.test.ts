import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { RequestProblem } from '../../src/shared/errors.ts';
import { type JudgedRequest, requestProblem } from '../../src/shared/request-problem.ts';

/** Of nothing. */
const SHA256 = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

const OWN = 'https://app.example';

const FINE: [url: string, request?: JudgedRequest][] = [
  ['/a'],
  ['http://app.example/a'],
  ['https://cdn.example/a#x:y@z'],
  ['https://cdn.example/a', { mode: 'cors', credentials: 'include', referrerPolicy: 'no-referrer' }],
  ['https://cdn.example/a', { headers: { ACCEPT: 'audio/*', 'Accept-Language': 'en', range: 'bytes=0-' } }],
  ['https://cdn.example/a', { size: 0, revision: '', integrity: SHA256 }],
  ['/a', { mode: 'same-origin', headers: { Authorization: 'Bearer x', 'X-Own': 'y' }, method: 'GET' }],
  ['/a', { size: Number.MAX_SAFE_INTEGER, integrity: `md5-y ${SHA256}?ct=a sha512-${'x'.repeat(86)}==` }],
];

for (const [url, request = {}] of FINE) {
  test(`${url} ${JSON.stringify(request)} is fine`, () =>
    assert.is(requestProblem(new URL(url, OWN), request, OWN), undefined));
}

const BACKGROUND = 'only http and https can be fetched in the background';

const PROBLEMS: [
  url: string,
  request: JudgedRequest,
  code: RequestProblem['code'],
  reason: string | RegExp,
][] = [
  ['data:text/plain,x', {}, 'invalid-url', `has the scheme "data:"; ${BACKGROUND}`],
  ['blob:https://app.example/y', {}, 'invalid-url', `has the scheme "blob:"; ${BACKGROUND}`],
  ['file:///x', {}, 'invalid-url', `has the scheme "file:"; ${BACKGROUND}`],
  ['ftp://cdn.example/', {}, 'invalid-url', `has the scheme "ftp:"; ${BACKGROUND}`],
  ['javascript:0', {}, 'invalid-url', `has the scheme "javascript:"; ${BACKGROUND}`],
  ['wss://cdn.example/', {}, 'invalid-url', `has the scheme "wss:"; ${BACKGROUND}`],
  ['https://me:secret@cdn.example/', {}, 'url-credentials', 'has a user name or password in its URL'],
  ['https://me@app.example/', {}, 'url-credentials', 'has a user name or password in its URL'],
  ['https://:secret@cdn.example/', {}, 'url-credentials', 'has a user name or password in its URL'],
  ['/a', { mode: 'no-cors' }, 'no-cors', 'has mode "no-cors"'],
  ['https://cdn.example/', { mode: 'no-cors', method: 'PUT' }, 'no-cors', 'has mode "no-cors"'],
  ...(
    [
      [{ headers: { Accept: '*/*', Authorization: 'x' } }, 'its header "Authorization"'],
      [{ headers: { 'x-y': '' } }, 'its header "x-y"'],
      [{ headers: { 'content-type': 'application/json' } }, 'its header "content-type"'],
      [{ headers: { 'accept-encoding-x': '' } }, 'its header "accept-encoding-x"'],
      [{ method: 'PUT' }, 'its method PUT'],
      [{ method: 'DELETE', headers: { 'x-y': '' } }, 'its method DELETE'],
    ] as [JudgedRequest, string][]
  ).map(([request, cause]): (typeof PROBLEMS)[number] => [
    '//cdn.example/',
    request,
    'cors-preflight',
    `to another origin needs a CORS preflight because of ${cause}`,
  ]),
  ['/a', { method: 'PUT' }, 'unsupported-method', 'has the method PUT'],
  ['/a', { method: 'POST', headers: { 'x-y': '' } }, 'unsupported-method', 'has the method POST'],
  ['https://cdn.example/', { method: 'HEAD' }, 'unsupported-method', 'has the method HEAD'],
  ['https://cdn.example/', { method: 'POST' }, 'unsupported-method', 'has the method POST'],
  [
    'https://cdn.example/',
    { mode: 'same-origin' },
    'invalid-option',
    'has mode "same-origin" and is of another origin',
  ],
  ['/a', { size: -1 }, 'invalid-option', 'has the size -1, which is no whole number of bytes'],
  ['/a', { size: 1.5 }, 'invalid-option', 'has the size 1.5, which is no whole number of bytes'],
  ['/a', { size: '5' }, 'invalid-option', 'has the size 5, which is no whole number of bytes'],
  ['/a', { size: Number.NaN }, 'invalid-option', 'has the size NaN, which is no whole number of bytes'],
  ['/a', { size: null }, 'invalid-option', 'has the size null, which is no whole number of bytes'],
  ['/a', { revision: 3 }, 'invalid-option', 'has the revision 3, which is no text'],
  [
    '/a',
    { integrity: 'md5-x' },
    'invalid-option',
    'has the integrity "md5-x", which is no sha256-…, sha384-… or sha512-…',
  ],
  ['/a', { integrity: '' }, 'invalid-option', /^has the integrity "", which/],
  [
    '/a',
    { integrity: SHA256.slice(0, -2) },
    'invalid-option',
    /whose sha256-… has no hash of that length in base64$/,
  ],
  [
    '/a',
    { integrity: `${SHA256} sha384-abc` },
    'invalid-option',
    /whose sha384-… has no hash of that length in base64$/,
  ],
  ['/a', { integrity: SHA256.replace('4', '!') }, 'invalid-option', /whose sha256-… has no hash/],
  // What the constructor of Request says is the engine's own text.
  ['/a', { mode: 'crs' }, 'invalid-option', /^has an option that is not valid: .*crs/],
  ['/a', { mode: 'navigate' }, 'invalid-option', /^has an option that is not valid: .*navigate/],
  ['/a', { credentials: 'always' }, 'invalid-option', /^has an option that is not valid: .*always/],
  ['/a', { referrerPolicy: 'never' }, 'invalid-option', /^has an option that is not valid: .*never/],
  ['/a', { headers: { 'a b': 'x' } }, 'invalid-option', /^has an option that is not valid: .*a b/],
  ['/a', { headers: { accept: 'a\nb' } }, 'invalid-option', /^has an option that is not valid: ./],
];

for (const [url, request, code, reason] of PROBLEMS) {
  test(`${code}: ${url} ${JSON.stringify(request)}`, () => {
    const problem = requestProblem(new URL(url, OWN), request, OWN);
    if (typeof reason === 'string') assert.equal(problem, { code, reason });
    else {
      assert.is(problem?.code, code);
      assert.match(problem?.reason ?? '', reason);
    }
  });
}

test.run();
