// The smallest app of Background Fetch: it notes how each background fetch has ended, with the digests of its bytes.
addEventListener('install', () => self.skipWaiting());
addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

for (const type of ['success', 'fail', 'abort']) {
  addEventListener(`backgroundfetch${type}`, (event) => {
    const noted = note(type, event.registration);
    event.waitUntil(noted);
    if (event.registration.id.startsWith('update UI')) event.waitUntil(updateUI(event, noted));
  });
}

/** Tells what each call of `updateUI()` comes to: two during the event, and one after it. */
async function updateUI(event, noted) {
  const change = (title) =>
    event.updateUI({ title }).then(
      () => 'updated',
      ({ name }) => name,
    );
  const during = [await change('once'), await change('twice')];
  await noted;
  setTimeout(async () => {
    const after = await change('too late');
    const cache = await caches.open('ends');
    await cache.put(
      `/updates/${encodeURIComponent(event.registration.id)}`,
      Response.json([...during, after]),
    );
  }, 500);
}

/** Bytes that are hashed at once: a whole file of 2 GB would not fit. */
const PIECE = 16 << 20;

async function note(type, registration) {
  const { id, result, failureReason, uploaded, downloaded } = registration;
  const records = [];
  for (const record of await registration.matchAll()) {
    const { pathname } = new URL(record.request.url);
    const response = await record.responseReady.catch((error) => error);
    if (response instanceof Response) {
      const { status, redirected } = response;
      records.push({ pathname, status, redirected, digests: await digestsOf(response) });
    } else records.push({ pathname, error: response.name });
  }
  const [first] = await registration.matchAll();
  const found = [first.request, first.request.url, '/nobody.bin'].map((url) => registration.match(url));
  const matched = (await Promise.all(found)).map((record) => record !== undefined);
  const cache = await caches.open('ends');
  await cache.put(
    `/ends/${encodeURIComponent(id)}`,
    Response.json({ type, result, failureReason, uploaded, downloaded, records, matched }),
  );
}

async function digestsOf(response) {
  const digests = [];
  let piece = new Uint8Array(PIECE);
  let length = 0;
  const finish = async () => {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', piece.subarray(0, length)));
    digests.push([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
    length = 0;
  };
  if (!response.body) return digests;
  const reader = response.body.getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    for (let offset = 0; offset < value.length; ) {
      const part = value.subarray(offset, offset + PIECE - length);
      piece.set(part, length);
      length += part.length;
      offset += part.length;
      if (length === PIECE) await finish();
    }
  }
  if (length > 0) await finish();
  piece = undefined;
  return digests;
}
