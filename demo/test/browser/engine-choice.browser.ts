import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type App, startApp, store } from '../support/app.ts';

const test = suite('the choice of the engine');

const ENGINE = /^\/background-fetch-fallback\.[\w-]{10}\.js$/;

function loadsEngine({ server }: App): boolean {
  return server.requests.some(({ pathname }) => ENGINE.test(pathname));
}

const CASES = [
  ['chromium', 'native', 'has Background Fetch: its worker does not load ours', false],
  ['chromium', 'fallback', 'has none: its worker loads ours', true],
  ['webkit', 'native', 'has one that refuses everything: its worker loads ours', true],
] as const;

for (const [browser, engine, name, expected] of CASES) {
  test(`${browser} ${name}`, async () => {
    const app = await startApp({ browser, engine, build: 'vite-generate-sw' });
    try {
      const page = await app.open();
      const { state } = await store(page, 'episode/ep-1');
      assert.is(state, 'stored');
      assert.is(loadsEngine(app), expected);
    } finally {
      await app.close();
    }
  });
}

test.run();
