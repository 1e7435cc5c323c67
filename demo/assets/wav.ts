import type { Stereo } from './stereo.ts';

/** Writes 16-bit stereo PCM with the canonical 44-byte RIFF header. */
export function encodeWav({ left, right }: Stereo, sampleRate: number): Uint8Array {
  const bytes = new Uint8Array(44 + left.length * 4);
  const view = new DataView(bytes.buffer);
  const text = (offset: number, value: string): void => {
    for (let i = 0; i < value.length; i++) view.setUint8(offset + i, value.charCodeAt(i));
  };
  text(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 2, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 4, true);
  view.setUint16(32, 4, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, bytes.length - 44, true);
  for (let i = 0; i < left.length; i++) {
    view.setInt16(44 + i * 4, Math.round((left[i] ?? 0) * 32_767), true);
    view.setInt16(46 + i * 4, Math.round((right[i] ?? 0) * 32_767), true);
  }
  return bytes;
}
