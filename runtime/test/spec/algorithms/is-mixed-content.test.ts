import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isMixedContent } from '../../../src/spec/algorithms/is-mixed-content.ts';

const test = suite('isMixedContent');

const URLS: [name: string, url: string, isMixed: boolean][] = [
  ['https:', 'https://app.example/', false],
  ['http:', 'http://app.example/', true],
  ['http: with a port', 'http://app.example:8080/a', true],
  ['http: IPv4', 'http://192.0.2.0/', true],
  ['http: IPv6', 'http://[2001:db8::1]/', true],
  ['a host that begins like loopback', 'http://127.0.0.1.example/', true],
  ['a host that ends like localhost', 'http://notlocalhost/', true],
  ['loopback IPv4', 'http://127.0.0.1/', false],
  ['loopback IPv4, another', 'http://127.1.2.3:8080/', false],
  ['loopback IPv6', 'http://[::1]/', false],
  ['localhost', 'http://localhost:81/', false],
  ['below localhost', 'http://app.localhost/', false],
];

for (const [name, url, isMixed] of URLS) test(name, () => assert.is(isMixedContent(url), isMixed));

test('the own origin is trustworthy, whatever it is', () => {
  Object.assign(globalThis, { origin: 'http://app.example' });
  try {
    assert.not(isMixedContent('http://app.example/a.mp3'));
    assert.ok(isMixedContent('http://other.example/'));
  } finally {
    Reflect.deleteProperty(globalThis, 'origin');
  }
});

test.run();
