import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { NO_PAGE, noPageOf } from '../../src/shared/no-page.ts';
import { parseTemplate } from '../../src/shared/pattern.ts';

const CASES: [templates: string[], expected: RegExp | undefined][] = [
  [[], undefined],
  [['guide/:page'], NO_PAGE],
  [['*'], NO_PAGE],
  [['m/:a.:ext'], NO_PAGE],
  [['m/:a{.:ext}?'], NO_PAGE],
  [['m/:a{\\x}?'], NO_PAGE],
  [['m/:a.mp3', 'm/:a'], NO_PAGE],
  [['m/:a.mp3'], /\.(?:mp3)$/i],
  [['m/:a.MP3', 'm/:b.mp3', 'c/:a.jpeg'], /\.(?:mp3|jpeg)$/i],
  [['m/:a.mp3?v=:v#:v'], /\.(?:mp3)$/i],
  [['m/:a{.mp3}?'], NO_PAGE],
  [['m/a{.mp3}?'], /\.(?:mp3)$/i],
  [['m/:a.html', ':a.php', 'x/:a/', ':a/.', '', 'https://a.example/:a/v1.2'], undefined],
];

for (const [templates, expected] of CASES) {
  test(`${JSON.stringify(templates)}: ${expected === NO_PAGE ? 'all' : expected}`, () =>
    assert.equal(noPageOf(templates.map(parseTemplate)), expected));
}

test.run();
