import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Answer, type Read, toAnswer } from '../support/rfc-9110/answer.ts';
import { CASES, type RfcCase, TEXT } from '../support/rfc-9110/cases.ts';
import { type Nginx, startNginx } from '../support/rfc-9110/nginx.ts';
import { download, type RouteApp, startRouteApp } from '../support/route-app/app.ts';
import type { TestPage } from '../support/test-browser.ts';
import { engines } from '../support/variants.ts';

const FILES = { 'file.txt': TEXT, 'empty.txt': '' };
const TYPE = 'text/plain';
const DAY = 86_400_000;

/** What a server says of its file. */
interface Validators {
  etag: string;
  modified: string;
}

const dayFrom = (date: string, days: number): string => new Date(Date.parse(date) + days * DAY).toUTCString();

function filled(headers: Record<string, string>, { etag, modified }: Validators): Record<string, string> {
  const values = {
    ETAG: etag,
    MODIFIED: modified,
    BEFORE: dayFrom(modified, -1),
    AFTER: dayFrom(modified, 1),
  };
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replace(/ETAG|MODIFIED|BEFORE|AFTER/, (word) => values[word as keyof typeof values]),
    ]),
  );
}

/** What the standard demands. */
function expected({ method, file, status, parts }: RfcCase): Answer {
  const text = file ? '' : TEXT;
  const size = text.length;
  const of = ([first, last]: [number, number]): string => text.slice(first, last + 1);
  const rangeOf = ([first, last]: [number, number]): string => `bytes ${first}-${last}/${size}`;
  if (status === 416) return { status, headers: { 'content-range': `bytes */${size}` }, body: [] };
  if (status === 304 || status === 412) return { status, headers: {}, body: [] };
  const [only, ...others] = parts ?? [];
  if (!only)
    return {
      status,
      headers: { 'content-length': `${size}`, 'content-type': TYPE },
      body: [method ? '' : text],
    };
  if (others.length === 0)
    return {
      status,
      headers: {
        'content-length': `${of(only).length}`,
        'content-range': rangeOf(only),
        'content-type': TYPE,
      },
      body: [of(only)],
    };
  return {
    status,
    headers: { 'content-type': 'multipart/byteranges; boundary=BOUNDARY' },
    body: [only, ...others].map(
      (part) => `Content-Type: ${TYPE}\r\nContent-Range: ${rangeOf(part)}\r\n\r\n${of(part)}`,
    ),
  };
}

/** That ranges are taken may be said or not. */
function withoutOffer({ headers: { 'accept-ranges': _, ...headers }, ...answer }: Answer): Answer {
  return { ...answer, headers };
}

const readInPage = (
  page: TestPage,
  path: string,
  method: string,
  headers: Record<string, string>,
): Promise<Read> =>
  page.evaluate(
    async (url, how, given) => {
      const response = await fetch(url, { method: how, headers: given, cache: 'no-store' });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        text: await response.text(),
      };
    },
    path,
    method,
    headers,
  );

async function readFromNginx(
  { url }: Nginx,
  file: string,
  method: string,
  headers: Record<string, string>,
): Promise<Read> {
  // Without it, `fetch` sends one that compresses.
  const response = await fetch(url + file, {
    method,
    headers: { ...headers, 'Accept-Encoding': 'identity' },
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text: await response.text(),
  };
}

const validatorsOf = ({ headers }: Read): Validators => ({
  etag: headers.etag ?? '',
  modified: headers['last-modified'] ?? '',
});

const reference = suite<{ nginx: Nginx }>('RFC 9110, nginx');
reference.before(async (context) => {
  context.nginx = await startNginx(FILES);
});
reference.after(({ nginx }) => nginx.stop());

for (const one of CASES) {
  const { name, method = 'GET', file = 'file.txt', headers, nginx: other } = one;
  reference(
    `${name}: ${other ? `it has ${other.status}, since ${other.reason}` : one.status}`,
    async ({ nginx }) => {
      const said = validatorsOf(await readFromNginx(nginx, file, 'GET', {}));
      const answer = withoutOffer(toAnswer(await readFromNginx(nginx, file, method, filled(headers, said))));
      if (other) assert.is(answer.status, other.status);
      else assert.equal(answer, expected(one));
    },
  );
}
reference.run();

for (const variant of engines()) {
  const test = suite<{ app: RouteApp }>(`RFC 9110, ${variant.browser}, ${variant.engine}`);

  test.before(async (context) => {
    context.app = await startRouteApp(variant, {
      files: Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`files/${name}`, text])),
      routes: [{ id: 'files', requests: Object.keys(FILES).map((name) => `files/${name}`) }],
      workbox: { globPatterns: ['index.html', 'app.js', 'client.js', 'fallback-window.iife.js'] },
    });
    const { page, server } = context.app;
    server.fault(/^\/files\//, { headers: { 'Content-Type': TYPE } });
    assert.is((await download(page, 'files')).state, 'stored');
    await server.stop();
  });
  test.after(({ app }) => app.close());

  for (const one of CASES) {
    const { name, method = 'GET', file = 'file.txt', headers } = one;
    test(`${name}: ${one.status}`, async ({ app: { page } }) => {
      const path = `/files/${file}`;
      const said = validatorsOf(await readInPage(page, path, 'GET', {}));
      const answer = toAnswer(await readInPage(page, path, method, filled(headers, said)));
      assert.equal(withoutOffer(answer), expected(one));
      if (one.status === 206) assert.is(answer.headers['accept-ranges'], 'bytes');
    });
  }
  test.run();
}
