import type { Wish } from '../../shared/protocol.ts';
import { refusal } from '../refusal.ts';
import type { Download } from '../routes/routes.ts';

/** Bytes of metadata at most: it is read with every list. */
const MOST_METADATA = 64 * 1024;

const isText = (value: unknown): boolean => typeof value === 'string';

const CHECKS: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['requests', Array.isArray],
  ['title', isText],
  ['group', isText],
  ['successTitle', isText],
  ['failTitle', isText],
  ['icons', (value) => Array.isArray(value) && value.every((icon) => isText(icon?.src))],
  ['priority', Number.isFinite],
  ['pinned', (value) => typeof value === 'boolean'],
  ['downloadTotal', (value) => Number.isSafeInteger(value) && (value as number) >= 0],
] satisfies [Exclude<keyof Wish, 'metadata'>, (value: unknown) => boolean][]);

/**
 * Refuses a wish that nobody could fulfil, before anything is written.
 *
 * @throws Refusal `invalid-overrides`, `invalid-metadata`, `surplus-requests`
 */
export function checkWish(
  { id, route: { options } }: Omit<Download, 'files'>,
  { metadata, ...overrides }: Wish,
): void {
  if (overrides.requests && !options.page) throw refusal('surplus-requests', { id });
  const size = sizeOf(metadata);
  if (size > MOST_METADATA)
    throw refusal('invalid-metadata', {
      id,
      reason: `has about ${size} bytes; ${MOST_METADATA} are allowed`,
    });
  for (const [name, value] of Object.entries(overrides))
    if (value !== undefined && !CHECKS.get(name)?.(value))
      throw refusal('invalid-overrides', { id, name, value });
}

/** About as many bytes as a value takes, whatever structured clone carries. */
function sizeOf(value: unknown, seen: Set<unknown> = new Set()): number {
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null || seen.has(value)) return 8;
  seen.add(value);
  const { size, byteLength } = value as { size?: unknown; byteLength?: unknown };
  if (typeof byteLength === 'number') return byteLength;
  if (value instanceof Blob) return Number(size);
  const members = Symbol.iterator in value ? [...(value as Iterable<unknown>)] : Object.entries(value);
  // Pairs are taken apart: a pair is an array too, and would be made of pairs for ever.
  return members.flat().reduce<number>((sum, member) => sum + sizeOf(member, seen), 8);
}
