import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { drawCover } from './assets/cover.ts';
import { generatorVersion, readStamps, type Stamps, stampOf } from './assets/current.ts';
import { PYODIDE_FILES, pyodideFile, pyodideVersion } from './assets/pyodide.ts';
import { drawSleeve } from './assets/sleeve.ts';
import { synthesise } from './assets/synthesise.ts';
import { ALBUMS, trackSeed } from './server/albums.ts';
import { fileOf } from './server/library.ts';
import { EPISODES } from './src/episodes.ts';

/** A file and how it is made. */
interface Asset {
  /** Below this folder. */
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
  const target = join(import.meta.dirname, asset.path);
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
      path: `public/media/${slug}.wav`,
      madeFrom,
      make: (target) => writeFileSync(target, synthesise(episode)),
    };
    yield {
      path: `public/media/${slug}.svg`,
      madeFrom,
      make: (target) => writeFileSync(target, drawCover(episode)),
    };
  }
  // Not below `public/`: no build knows of them.
  for (const album of ALBUMS) {
    const { id, seed, weather, tracks } = album;
    const folder = `build/library/${id}`;
    for (const [index, { duration }] of tracks.entries()) {
      const source = { seed: trackSeed(album, index + 1), weather, duration };
      yield {
        path: `${folder}/${fileOf(index)}`,
        madeFrom: `${version} ${source.seed} ${weather} ${duration}`,
        make: (target) => writeFileSync(target, synthesise(source)),
      };
    }
    yield {
      path: `${folder}/cover.svg`,
      madeFrom: `${version} ${seed} ${weather}`,
      make: (target) => writeFileSync(target, drawSleeve({ seed, weather })),
    };
  }
  for (const name of PYODIDE_FILES) {
    yield {
      path: `public/pyodide/${name}`,
      madeFrom: `pyodide ${pyodideVersion()}`,
      make: (target) => copyFileSync(pyodideFile(name), target),
    };
  }
}
