import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { build } from 'rolldown';
import { launchChromium } from '../../../demo/test/support/chromium.ts';
import { type ByteServer, sendBytes, startByteServer } from './byte-server.ts';
import { watchMemory } from './memory.ts';
import { median, type Pair, summarise } from './pairs.ts';
import { type Row, report } from './result.ts';

const MB = 1024 * 1024;
/** A file system in memory, on Linux. */
const MEMORY = '/dev/shm';
/** Even, so that each begins as often as the other. */
const PAIRS = Number(process.env.BENCH_PAIRS ?? 8);

interface Note {
  about: 'start' | 'end' | 'done';
  name: keyof Pair;
  took: number;
}

async function bundleWorker(worker: string): Promise<string> {
  const { output } = await build({
    input: fileURLToPath(new URL(`../${worker}`, import.meta.url)),
    write: false,
    platform: 'browser',
    tsconfig: false,
    transform: { define: { 'process.env.NODE_ENV': '"production"' }, target: 'es2022' },
    output: { format: 'iife', minify: true },
  });
  return output[0].code;
}

/** Serves a page, the worker, and as many bytes as are asked for. */
function serve(worker: string): Promise<ByteServer> {
  return startByteServer(({ pathname }, { headers }, response) => {
    if (pathname === '/sw.js') return response.setHeader('content-type', 'text/javascript').end(worker);
    if (pathname.startsWith('/bytes/')) return sendBytes(response, Number(headers['x-size']));
    return response.setHeader('content-type', 'text/html').end('<!doctype html>');
  });
}

async function fetchInBackground(page: Page, id: string, count: number, size: number): Promise<void> {
  await page.evaluate(
    async (name, length, bytes) => {
      const requests = Array.from(
        { length },
        (_, index) => new Request(`/bytes/${index}`, { headers: { 'x-size': String(bytes) } }),
      );
      const registration = (await navigator.serviceWorker.ready) as unknown as {
        backgroundFetch: { fetch(id: string, requests: Request[]): Promise<unknown> };
      };
      await registration.backgroundFetch.fetch(name, requests);
    },
    id,
    count,
    size,
  );
}

/** What is compared. */
export interface CommitBench {
  name: string;
  /** The worker's first module, in the folder of the benchmarks. */
  worker: string;
  /** Code that comes first in the worker. */
  head?: string;
  cases: readonly (readonly [count: number, size: number])[];
}

/**
 * Commits background fetches of so many files of so many bytes, in two ways, in turns. The profile is in memory where it can be: what a disk
 * adds is the same for both, and its moods are larger than what is compared.
 */
export async function benchCommits({ name: bench, worker, head = '', cases }: CommitBench): Promise<void> {
  const server = await serve(head + (await bundleWorker(worker)));
  const profile = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'background-fetch-bench-'));
  const { browser, close } = await launchChromium({ profile });
  const memory = await watchMemory(browser.process()?.pid ?? 0);
  // A contestant that fails would leave us waiting.
  browser.on('targetcreated', async (target) => {
    const worker = target.type() === 'service_worker' ? await target.worker() : undefined;
    worker?.on('console', (message) => console.error(message.text()));
  });
  const page = await browser.newPage();
  let hear: (note: Note) => Promise<void> = async () => undefined;
  await page.goto(server.url);
  await page.exposeFunction('note', (note: Note) => hear(note));
  await page.evaluate(async () => {
    const channel = new BroadcastChannel('bench');
    const { note } = globalThis as unknown as { note(message: unknown): Promise<void> };
    channel.addEventListener('message', async ({ data }) => {
      await note(data);
      channel.postMessage({ about: 'noted' });
    });
    await navigator.serviceWorker.register('/sw.js');
    await navigator.serviceWorker.ready;
  });

  const rows: Row[] = [];
  for (const [count, size] of cases) {
    const pairs: Pair[] = [];
    const peaks: Pair[] = [];
    // The first run of each case warms up and does not count.
    for (let run = 0; run <= PAIRS; run++) {
      const took: Record<keyof Pair, number[]> = { ours: [], other: [] };
      const peak: Pair = { ours: 0, other: 0 };
      const done = new Promise<void>((resolve) => {
        hear = async ({ about, name, took: milliseconds }) => {
          if (about === 'start') await memory.reset();
          if (about === 'end') {
            took[name].push(milliseconds);
            peak[name] = Math.max(peak[name], memory.peak());
          }
          if (about === 'done') resolve();
        };
      });
      await fetchInBackground(page, `${count}/${size}/${run}`, count, size);
      await done;
      if (process.env.BENCH_VERBOSE) console.log(count, run, took, peak);
      if (run > 0) {
        pairs.push({ ours: median(took.ours), other: median(took.other) });
        peaks.push(peak);
      }
    }
    rows.push({
      case: `${count} × ${size >= MB ? `${size / MB} MB` : `${size / 1024} KB`}`,
      unit: 'ms',
      ...summarise(pairs),
      memory: { ours: median(peaks.map(({ ours }) => ours)), other: median(peaks.map(({ other }) => other)) },
    });
  }
  const version = await browser.version();
  memory.stop();
  await close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  server.close();
  await report(bench, { chromium: version, node: process.version }, rows);
}
