import { createHash } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { drawCover } from '../assets/cover.ts';
import { between, createRandom } from '../assets/random.ts';
import { drawSleeve } from '../assets/sleeve.ts';
import { synthesise } from '../assets/synthesise.ts';
import { ALBUMS } from '../server/albums.ts';
import { audioBytes, EPISODES, SAMPLE_RATE } from '../src/episodes.ts';

const wav = suite('wav');
const cover = suite('cover');
const random = suite('random');

const digest = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

for (const episode of EPISODES) {
  // The episodes themselves are long; the shape of the file and the sound do not depend on it.
  const short = { ...episode, duration: 12 };
  wav(`${episode.slug} has the header its samples need`, () => {
    const bytes = Buffer.from(synthesise(short));
    assert.is(bytes.length, audioBytes(short));
    assert.is(bytes.toString('latin1', 0, 4), 'RIFF');
    assert.is(bytes.readUInt32LE(4), bytes.length - 8);
    assert.is(bytes.toString('latin1', 8, 16), 'WAVEfmt ');
    assert.equal([bytes.readUInt16LE(20), bytes.readUInt16LE(22), bytes.readUInt16LE(34)], [1, 2, 16]);
    assert.is(bytes.readUInt32LE(24), SAMPLE_RATE);
    assert.is(bytes.readUInt32LE(28), SAMPLE_RATE * 4);
    assert.is(bytes.toString('latin1', 36, 40), 'data');
    assert.is(bytes.readUInt32LE(40) / (SAMPLE_RATE * 4), short.duration);
  });

  wav(`${episode.slug} is music: neither silence nor clipped, and it fades to nothing`, () => {
    const samples = new Int16Array(synthesise(short).buffer, 44);
    const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    assert.ok(peak > 24_000 && peak < 32_000, `peak ${peak}`);
    assert.ok(loudness > 1500 && loudness < 10_000, `loudness ${loudness}`);
    assert.equal([samples.at(0), samples.at(-1)], [0, 0]);
  });

  wav(`${episode.slug} is a file of 3 to 6 MB`, () => {
    assert.ok(audioBytes(episode) > 3e6 && audioBytes(episode) < 6e6);
  });
}

for (const [name, make] of [
  ['audio', (episode) => digest(synthesise({ ...episode, duration: 12 }))],
  ['cover', (episode) => digest(drawCover(episode))],
] as [string, (episode: (typeof EPISODES)[number]) => string][]) {
  const test = name === 'audio' ? wav : cover;
  test(`${name} is the same for the same seed and different for another`, () => {
    const [first] = EPISODES;
    assert.ok(first);
    assert.is(make(first), make(first));
    assert.is.not(make(first), make({ ...first, seed: first.seed + 1 }));
    assert.is(new Set(EPISODES.map(make)).size, EPISODES.length);
  });
}

for (const episode of EPISODES) {
  cover(`${episode.slug} is an SVG document without NaN`, () => {
    const svg = drawCover(episode);
    assert.match(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 640 640"/);
    assert.not.match(svg, /NaN|undefined|Infinity/);
    assert.ok(svg.length < 40_000);
  });
}

for (const album of ALBUMS) {
  cover(`the sleeve of ${album.id} is an SVG document without NaN, and no other album's`, () => {
    const svg = drawSleeve(album);
    assert.is(svg, drawSleeve(album));
    assert.match(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 640 640"/);
    assert.not.match(svg, /NaN|undefined|Infinity/);
    assert.is(ALBUMS.filter((other) => drawSleeve(other) === svg).length, 1);
  });
}

random('is even, and stays within its bounds', () => {
  const next = createRandom(1);
  const numbers = Array.from({ length: 20_000 }, () => between(next, 2, 4));
  assert.ok(numbers.every((number) => number >= 2 && number < 4));
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  assert.ok(Math.abs(mean - 3) < 0.02, `mean ${mean}`);
});

wav.run();
cover.run();
random.run();
