// Runs the uvu files that match a pattern: node .ci/suite.mjs PATTERN
//
// uvu counts a test as neither passed nor failed when a hook throws after it, and exits with 0. Here a test that has not
// passed and was not skipped has failed.
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

const uvu = ['--import', 'tsx', 'node_modules/uvu/bin.js', '-i', 'node_modules', '.', process.argv[2] ?? ''];
const child = spawn(process.execPath, uvu, { stdio: ['ignore', 'pipe', 'inherit'] });
let output = '';
child.stdout.on('data', (chunk) => {
  output += chunk;
  process.stdout.write(chunk);
});
child.on('close', (code) => {
  const count = (label) => {
    const found = [...output.matchAll(new RegExp(`^\\s*${label}:\\D*?(\\d+)`, 'gm'))];
    return found.reduce((sum, [, digits]) => sum + Number(digits), 0);
  };
  output = stripVTControlCharacters(output);
  const [total, passed, skipped] = [count('Total'), count('Passed'), count('Skipped')];
  const hasPassed = code === 0 && total > 0 && passed + skipped === total;
  if (code === 0 && !hasPassed)
    console.error('Tests were cut short: a hook has thrown, or an error that uvu cannot print.');
  process.exitCode = hasPassed ? 0 : 1;
});
