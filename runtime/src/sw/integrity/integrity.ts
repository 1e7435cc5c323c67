import type { Integrity } from '../routes/integrity.ts';
import { createIntegrity } from './create-integrity.ts';

/** What routes need whose files have a hash of each piece, or are short. */
export const integrity: Integrity = createIntegrity();
