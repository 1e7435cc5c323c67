import { fillText } from '../../shared/fill.ts';
import { LONGEST_ROW } from '../../shared/longest-row.ts';
import type { ParsedEach, ParsedTemplate } from '../../shared/parsed-config.ts';
import type { LedgerFile } from '../../store/schema.ts';
import { refusal } from '../refusal.ts';
import type { Download } from '../routes/routes.ts';
import { textAt } from './text-at.ts';

/**
 * The files of a row of numbers.
 *
 * @throws Refusal `invalid-row`
 */
export function filesOfEach(
  { id, params, route }: Download,
  { each, from: first, to: last, pad = 1, ...request }: ParsedEach,
  metadata: unknown,
): LedgerFile[] {
  const read = (template: ParsedTemplate): string =>
    fillText(template, params, (name) => textAt(metadata, name));
  const [from, to] = [read(first), read(last)];
  const count = Number(to || Number.NaN) - Number(from || Number.NaN) + 1;
  if (!Number.isSafeInteger(Number(from)) || !Number.isSafeInteger(count) || count < 1 || count > LONGEST_ROW)
    throw refusal('invalid-row', { id, each, from, to, most: LONGEST_ROW });
  return Array.from({ length: count }, (_, index) => {
    const number = String(Number(from) + index).padStart(pad, '0');
    return route.resolveRequest(request, { ...params, [each]: number });
  });
}
