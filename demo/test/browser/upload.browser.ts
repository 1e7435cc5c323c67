import { createHash } from 'node:crypto';
import * as assert from 'uvu/assert';
import { endOf, expectedDigests, type FaultApp } from '../support/faults/app.ts';
import { faultSuite } from '../support/faults/suite.ts';
import { fallbacks } from '../support/variants.ts';

const BYTES = { size: 6_000_000 };
const ANSWER = 'It is here.';

/** Uploads what is served at a path. Gives the bytes that the browser says it will send. */
function upload(app: FaultApp, from: string, to: string): Promise<number> {
  return app.page.evaluate(
    async (source, target) => {
      const bytes = await (await fetch(source)).arrayBuffer();
      const body = new Blob([bytes], { type: 'text/plain' });
      const registration = (await navigator.serviceWorker.ready) as unknown as {
        backgroundFetch: { fetch(id: string, request: Request): Promise<{ uploadTotal: number }> };
      };
      const request = new Request(target, { method: 'POST', body });
      return (await registration.backgroundFetch.fetch('upload', request)).uploadTotal;
    },
    from,
    to,
  );
}

for (const variant of fallbacks()) {
  const test = faultSuite('uploads', variant);

  test('a body is sent as it is, once, and its answer is the record', async ({ app }) => {
    const { server } = app;
    server.add('/bytes.bin', BYTES);
    server.fault('/upload', { status: 200, body: Buffer.from(ANSWER) });
    assert.is(await upload(app, '/bytes.bin', '/upload'), BYTES.size);
    const { type, uploaded, downloaded, records } = await endOf(app, 'upload');
    assert.equal(
      { type, uploaded, downloaded },
      { type: 'success', uploaded: BYTES.size, downloaded: ANSWER.length },
    );
    const uploads = server.requests.filter(({ pathname }) => pathname === '/upload');
    assert.equal(
      uploads.map(({ method, headers, received, sha256 }) => [
        method,
        headers['content-type'],
        received,
        [sha256],
      ]),
      [['POST', 'text/plain', BYTES.size, expectedDigests(BYTES)]],
    );
    const digests = [createHash('sha256').update(ANSWER).digest('hex')];
    assert.equal(records, [{ pathname: '/upload', status: 200, redirected: false, digests }]);
  });

  test.run();
}
