// Runs the uvu files of each pattern in a process of its own, side by side: node .ci/suite.mjs PATTERN...
// A file that more than one of them matches is of the first.
//
// uvu counts a test as neither passed nor failed when a hook throws after it, and exits with 0. Here a test that has not
// passed and was not skipped has failed. And where something keeps its process alive when all is over (Node 20 may count a
// timer that is no more), the process is ended.
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

const patterns = process.argv.slice(2);
/** Milliseconds in which a process has to end by itself when all of its tests have. */
const PATIENCE = 20_000;
/** Milliseconds after which a process that prints nothing more is ended: one of its tests waits for ever. */
const SILENCE = 15 * 60_000;
/** Number of files whose time is told. */
const SLOWEST = 25;
/** The last line of uvu's output. */
const OVER = /^\s*Duration:/m;
/** Where a file's part of the output begins. */
const FILE = /^\S+\.(?:test|browser)\.ts\S*$/gm;

const results = await Promise.all(
  patterns.map((pattern, index) => {
    const former = patterns.slice(0, index).map((each) => `(?!.*(?:${each}))`);
    return run(`^${former.join('')}.*(?:${pattern})`);
  }),
);
const failed = results.flatMap(({ names }) => names);
if (failed.length > 0) console.log(`\nFailed:\n${failed.join('\n')}`);
process.exitCode = results.every(({ hasPassed }) => hasPassed) ? 0 : 1;

async function run(pattern) {
  const uvu = ['--import', 'tsx', 'node_modules/uvu/bin.js', '-i', 'node_modules', '.', pattern];
  const child = spawn(process.execPath, uvu, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let printed = 0;
  const began = new Map();
  // Of several, each prints a file when it has ended, so that they do not get between each other's lines.
  const print = (end) => {
    process.stdout.write(output.slice(printed, end));
    printed = end;
  };
  let isKept = false;
  let timer;
  const hang = setTimeout(() => {
    const [file] = [...began.keys()].slice(-1);
    console.error(
      `Ended, as nothing has come for ${SILENCE / 60_000} minutes: ${file}\n${output.slice(printed)}`,
    );
    child.kill('SIGTERM');
  }, SILENCE);
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    output += chunk;
    hang.refresh();
    for (const [file] of output.matchAll(FILE)) if (!began.has(file)) began.set(file, Date.now());
    if (OVER.test(stripVTControlCharacters(output.slice(-200))))
      timer ??= setTimeout(() => {
        isKept = true;
        child.kill('SIGKILL');
      }, PATIENCE);
    if (patterns.length === 1) return print(output.length);
    const begun = [...output.matchAll(FILE)].at(-1)?.index ?? 0;
    if (begun > printed) print(begun);
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  clearTimeout(hang);
  print(output.length);
  if (isKept) console.warn(`The tests of ${pattern} were over, but their process was not, and was ended.`);
  printTimes([...began]);
  const plain = stripVTControlCharacters(output);
  const count = (label) => {
    const found = plain.matchAll(new RegExp(`^\\s*${label}:\\D*?(\\d+)`, 'gm'));
    return [...found].reduce((sum, [, digits]) => sum + Number(digits), 0);
  };
  const [total, passed, skipped] = [count('Total'), count('Passed'), count('Skipped')];
  const hasPassed = (code === 0 || isKept) && total > 0 && passed + skipped === total;
  if (code === 0 && !hasPassed)
    console.error('Tests were cut short: a hook has thrown, or an error that uvu cannot print.');
  return { hasPassed, names: [...plain.matchAll(/^ +FAIL +(.+)$/gm)].map(([, name]) => name) };
}

/** Prints where the time went: the files that took the longest, in seconds. */
function printTimes(began) {
  const ended = [...began.slice(1).map(([, time]) => time), Date.now()];
  const times = began.map(([file, time], index) => [
    (ended[index] - time) / 1000,
    stripVTControlCharacters(file),
  ]);
  const slowest = times.toSorted(([a], [b]) => b - a).slice(0, SLOWEST);
  for (const [seconds, file] of slowest) console.log(`${seconds.toFixed(0).padStart(6)} s  ${file}`);
}
