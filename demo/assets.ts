import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { drawCover } from './assets/cover.ts';
import { generatorVersion, readStamps, type Stamps, stampOf } from './assets/current.ts';
import { PYODIDE_FILES, pyodideFile, pyodideVersion } from './assets/pyodide.ts';
import { synthesise } from './assets/synthesise.ts';
import { EPISODES } from './src/episodes.ts';

/** A file below `public/` and how it is made. */
interface Asset {
  readonly path: string;
  /** What it is made from: where this has not changed, neither has the file. */
  readonly madeFrom: string;
  readonly make: (target: string) => void;
}

const stampFile = join(import.meta.dirname, 'build', 'assets.json');
const old = readStamps(stampFile);
const stamps: Stamps = {};
const start = performance.now();
let made = 0;
for (const asset of assets()) {
  const target = join(import.meta.dirname, 'public', asset.path);
  const current = stampOf(target, asset.madeFrom);
  if (current === undefined || current !== old[asset.path]) {
    mkdirSync(dirname(target), { recursive: true });
    asset.make(target);
    made += 1;
  }
  stamps[asset.path] = stampOf(target, asset.madeFrom) ?? '';
}
mkdirSync(dirname(stampFile), { recursive: true });
writeFileSync(stampFile, `${JSON.stringify(stamps, null, 2)}\n`);
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(`${made} of ${Object.keys(stamps).length} assets made in ${seconds} s`);

function* assets(): Generator<Asset> {
  const version = generatorVersion();
  for (const episode of EPISODES) {
    const { slug, seed, weather, duration } = episode;
    const madeFrom = `${version} ${seed} ${weather} ${duration}`;
    yield {
      path: `media/${slug}.wav`,
      madeFrom,
      make: (target) => writeFileSync(target, synthesise(episode)),
    };
    yield {
      path: `media/${slug}.svg`,
      madeFrom,
      make: (target) => writeFileSync(target, drawCover(episode)),
    };
  }
  for (const name of PYODIDE_FILES) {
    yield {
      path: `pyodide/${name}`,
      madeFrom: `pyodide ${pyodideVersion()}`,
      make: (target) => copyFileSync(pyodideFile(name), target),
    };
  }
}
