/** Our interfaces in the place of Chromium's own, minified: a script sees no difference. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { minify } from 'terser';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Chromium, launchChromium } from '../../../../demo/test/support/chromium.ts';
import type { Shapes } from './shape.ts';

interface Context {
  chromium: Chromium;
  server: Server;
  origin: string;
}

const test = suite<Context>('the shape of the interfaces in Chromium');

async function bundle(file: string): Promise<string> {
  const { output } = await build({
    input: fileURLToPath(new URL(file, import.meta.url)),
    write: false,
    platform: 'browser',
    tsconfig: false,
    transform: { target: 'es2022' },
    output: { format: 'iife', minify: true },
  });
  const { code } = await minify(output[0].code, { ecma: 2020, compress: { passes: 3, unsafe_arrows: true } });
  return code ?? '';
}

test.before(async (context) => {
  const scripts: Record<string, string> = {
    '/page.js': await bundle('shape-in-page.ts'),
    '/sw.js': await bundle('shape-in-worker.ts'),
  };
  context.server = createServer(({ url = '' }, response) => {
    const script = scripts[url];
    response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
    response.end(script ?? '<!doctype html><script src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => context.server.listen(0, 'localhost', resolve));
  context.origin = `http://localhost:${(context.server.address() as AddressInfo).port}`;
  context.chromium = await launchChromium();
});

test.after(async ({ chromium, server }) => {
  await chromium?.close();
  server?.close();
});

const IN_WORKER = `new Promise(async (resolve) => {
  await navigator.serviceWorker.register('/sw.js');
  const { active } = await navigator.serviceWorker.ready;
  navigator.serviceWorker.onmessage = ({ data }) => resolve(data);
  active.postMessage('');
})`;

const REALMS: [name: string, expression: string, members: number][] = [
  ['a page', 'shapes', 30],
  ['a service worker', IN_WORKER, 40],
];

for (const [name, expression, members] of REALMS) {
  test(name, async ({ chromium, origin }) => {
    const page = await chromium.browser.newPage();
    await page.goto(`${origin}/`);
    const { native, ours, isReplaced } = (await page.evaluate(expression)) as Shapes;
    assert.ok(Object.keys(native).length > members, 'there is a native one');
    assert.ok(isReplaced);
    assert.equal(ours, native);
  });
}

test.run();
