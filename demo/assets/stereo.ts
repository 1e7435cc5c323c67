import { SAMPLE_RATE } from '../src/episodes.ts';

/** Two channels of samples. */
export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** Silence of so many seconds. */
export function createStereo(duration: number): Stereo {
  const length = Math.round(duration * SAMPLE_RATE);
  return { left: new Float32Array(length), right: new Float32Array(length) };
}

/** Gains that put a sound at a place between the speakers, at equal power. */
export function panGains(pan: number): readonly [left: number, right: number] {
  const angle = ((pan + 1) * Math.PI) / 4;
  return [Math.cos(angle), Math.sin(angle)];
}

/** Fades both ends and brings the loudest sample to `peak`. */
export function master({ left, right }: Stereo, peak: number): void {
  const length = left.length;
  const fadeIn = SAMPLE_RATE;
  const fadeOut = 4 * SAMPLE_RATE;
  let loudest = 1e-9;
  for (let i = 0; i < length; i++) {
    const edge = Math.min(1, i / fadeIn, (length - 1 - i) / fadeOut);
    const gain = edge * edge * (3 - 2 * edge);
    left[i] = Math.tanh((left[i] ?? 0) * gain);
    right[i] = Math.tanh((right[i] ?? 0) * gain);
    loudest = Math.max(loudest, Math.abs(left[i] ?? 0), Math.abs(right[i] ?? 0));
  }
  for (let i = 0; i < length; i++) {
    left[i] = ((left[i] ?? 0) * peak) / loudest;
    right[i] = ((right[i] ?? 0) * peak) / loudest;
  }
}
