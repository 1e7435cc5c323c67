import { type Episode, SAMPLE_RATE } from '../src/episodes.ts';
import { addAir } from './air.ts';
import { CLIMATES } from './climate.ts';
import { createRandom } from './random.ts';
import { addRoom } from './room.ts';
import { writeScore } from './score.ts';
import { createStereo, master } from './stereo.ts';
import { createVoices } from './voices.ts';
import { encodeWav } from './wav.ts';

/** Makes an episode's audio file: the same bytes for the same seed, weather and duration. */
export function synthesise(episode: Pick<Episode, 'seed' | 'weather' | 'duration'>): Uint8Array {
  const climate = CLIMATES[episode.weather];
  const random = createRandom(episode.seed);
  const out = createStereo(episode.duration);
  const play = createVoices(climate);
  for (const note of writeScore(random, climate, episode.duration)) play(note, out);
  addAir(random, climate, out);
  addRoom(out, 4.5, 0.32);
  master(out, 0.82);
  return encodeWav(out, SAMPLE_RATE);
}
