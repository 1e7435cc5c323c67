import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { until } from '../until.ts';

/** A server of files as most are. */
export interface Nginx {
  /** With a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
}

/** @param files - name → content. */
export async function startNginx(files: Record<string, string>): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'background-fetch-nginx-'));
  const root = join(folder, 'root');
  await mkdir(root);
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, name), content);
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join(' ');
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${join(folder, 'pid')}; error_log stderr crit; events {}
http { access_log off; ${temporary} types { text/plain txt; } server { listen 127.0.0.1:${port}; root ${root}; } }`,
  );
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'inherit' });
  const ended = new Promise<void>((resolve, reject) =>
    child.once('error', reject).once('exit', () => resolve()),
  );
  const url = `http://127.0.0.1:${port}/`;
  await Promise.race([
    until('nginx answers', () => fetch(url).then(Boolean, () => false)),
    ended.then(() => Promise.reject(new Error('nginx has ended'))),
  ]);
  return {
    url,
    async stop() {
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
