import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { toRequest, toRequestData } from '../../src/spec/request-data.ts';
import { get } from '../support/fetch-data.ts';
import { rejectsWith } from '../support/rejects-with.ts';

const URL_ = 'https://app.example/a.mp3';

test('a plain request', async () => {
  assert.equal(await toRequestData(new Request(`${URL_}#t=3`)), get(URL_));
});

test('all that a request has survives', async () => {
  const given = new Request(URL_, {
    method: 'PUT',
    headers: { 'x-a': '1', 'content-type': 'text/x' },
    mode: 'same-origin',
    credentials: 'include',
    cache: 'reload',
    redirect: 'manual',
    referrer: '',
    referrerPolicy: 'origin',
    integrity: 'sha256-abc',
    body: 'body',
  });
  const data = await toRequestData(given);
  assert.is(await data.body?.text(), 'body');
  const again = toRequest(data);
  const members = [
    'url',
    'method',
    'mode',
    'credentials',
    'cache',
    'redirect',
    'referrer',
    'referrerPolicy',
    'integrity',
  ] as const;
  for (const member of members) assert.is(again[member], given[member], member);
  assert.equal([...again.headers], [...given.headers]);
  assert.is(await again.text(), 'body');
});

test('the same data makes any number of requests', async () => {
  const data = await toRequestData(new Request(URL_, { method: 'POST', body: 'body' }));
  assert.equal(await Promise.all([toRequest(data).text(), toRequest(data).text()]), ['body', 'body']);
});

test('an empty body is none', async () => {
  assert.is((await toRequestData(new Request(URL_, { method: 'POST', body: '' }))).body, null);
});

test('a navigation is made again as the Request constructor does', async () => {
  const navigation = Object.defineProperty(new Request(URL_), 'mode', { value: 'navigate' });
  assert.is((await toRequestData(navigation)).mode, 'same-origin');
});

test('a body that is used', async () => {
  const request = new Request(URL_, { method: 'POST', body: 'body' });
  await request.text();
  await rejectsWith(() => toRequestData(request), 'TypeError', /body/);
});

test.run();
