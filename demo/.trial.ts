import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchChromium } from './test/support/chromium.ts';
const [cwd, command, url, mode = 'prod', reload = 'yes'] = process.argv.slice(2) as string[];
const server = spawn('sh', ['-c', `exec ${command}`], { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: process.env });
let log = ''; server.stdout.on('data', (d) => (log += d)); server.stderr.on('data', (d) => (log += d));
const stop = () => { try { process.kill(-server.pid!, 'SIGKILL'); } catch {} };
const t0 = Date.now();
while (!(await fetch(url!).then((r) => r.status < 500, () => false))) { if (Date.now() - t0 > 60000) { console.log(log); stop(); process.exit(1); } await sleep(200); }
const chromium = await launchChromium();
try {
  const page = await chromium.browser.newPage();
  page.on('console', (m) => console.log('  [page]', m.text().slice(0, 300)));
  page.on('pageerror', (e) => console.log('  [error]', String(e).slice(0, 300)));
  await page.goto(url!);
  await page.waitForFunction(() => 'downloads' in globalThis, { timeout: 60000 });
  if (mode === 'nosw') { console.log('downloads there, supported', await page.evaluate(() => (globalThis as any).downloads.supported())); }
  else {
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null, { timeout: 60000 });
    const store = (id: string) => page.evaluate(async (id) => { const d = await (globalThis as any).downloads.fetch(id); await d.stored; return { state: d.state, downloaded: d.downloaded, total: d.downloadTotal }; }, id);
    console.log('episode', await store('episode/one'));
    console.log('model', await store('model'));
    if (mode === 'prod') { await page.reload(); await sleep(1500); }
    stop(); await sleep(300);
    console.log('offline', await page.evaluate(async () => { const base = new URL(document.baseURI); const root = navigator.serviceWorker.controller!.scriptURL.replace(/[^/]*$/, ''); return Promise.all(['media/one.mp3', 'models/net.bin'].map(async (u) => { const r = await fetch(root + u); const p = await fetch(root + u, { headers: { Range: 'bytes=10-19' } }); return [u, r.status, (await r.arrayBuffer()).byteLength, p.status, (await p.arrayBuffer()).byteLength]; })); }));
    if (mode === 'prod' && reload === 'yes') { await page.reload(); console.log('page offline:', await page.evaluate(() => document.body.innerText.slice(0, 60))); }
  }
} catch (e) { console.log('FAILED', e, log.slice(-1500)); } finally { stop(); await chromium.close(); }
process.exit();
