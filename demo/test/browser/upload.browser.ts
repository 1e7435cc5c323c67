import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { endOf, type FaultApp, startFaultApp } from '../support/faults/app.ts';
import { engines } from '../support/variants.ts';

/** What a server has got. */
interface Upload {
  method: string | undefined;
  type: string | undefined;
  size: number;
  sha256: string;
}

/** Takes uploads from anywhere, and answers each with its digest. */
async function startUploadServer(): Promise<{ url: string; uploads: Upload[]; server: Server }> {
  const uploads: Upload[] = [];
  const server = createServer(async (request, response) => {
    const hash = createHash('sha256');
    let size = 0;
    for await (const part of request) {
      hash.update(part);
      size += part.length;
    }
    const sha256 = hash.digest('hex');
    uploads.push({ method: request.method, type: request.headers['content-type'], size, sha256 });
    response.setHeader('access-control-allow-origin', '*').end(sha256);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/upload`, uploads, server };
}

/** Uploads a body of bytes that are everywhere different; gives what the page sees of it. */
function upload(app: FaultApp, url: string, size: number): Promise<{ uploadTotal: number; sha256: string }> {
  return app.page.evaluate(
    async (to, length) => {
      const bytes = Uint8Array.from({ length }, (_, index) => (Math.imul(index, 2_654_435_761) >>> 11) & 255);
      const body = new Blob([bytes], { type: 'text/plain' });
      const registration = (await navigator.serviceWorker.ready) as unknown as {
        backgroundFetch: { fetch(id: string, request: Request): Promise<{ uploadTotal: number }> };
      };
      const { uploadTotal } = await registration.backgroundFetch.fetch(
        'upload',
        new Request(to, { method: 'POST', body }),
      );
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return { uploadTotal, sha256 };
    },
    url,
    size,
  );
}

const SIZE = 6_000_000;

for (const { browser, engine } of engines().filter((one) => one.engine === 'fallback')) {
  const test = suite<{ app: FaultApp; url: string; uploads: Upload[]; server: Server }>(
    `uploads, ${browser}, ${engine}`,
  );

  test.before(async (context) => {
    Object.assign(context, await startUploadServer());
    context.app = await startFaultApp(browser, engine);
  });
  test.after(async ({ app, server }) => {
    await app.close();
    server.closeAllConnections();
    server.close();
  });

  test('a body is sent as it is, once, and its answer is the record', async ({ app, url, uploads }) => {
    const { uploadTotal, sha256 } = await upload(app, url, SIZE);
    assert.is(uploadTotal, SIZE);
    const { type, uploaded, downloaded, records } = await endOf(app, 'upload');
    assert.equal(
      { type, uploaded, downloaded },
      { type: 'success', uploaded: SIZE, downloaded: sha256.length },
    );
    assert.equal(uploads, [{ method: 'POST', type: 'text/plain', size: SIZE, sha256 }]);
    assert.equal(records, [
      {
        pathname: '/upload',
        status: 200,
        redirected: false,
        digests: [createHash('sha256').update(sha256).digest('hex')],
      },
    ]);
  });

  test.run();
}
