import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { createIntegrity } from '../integrity/create-integrity.ts';
import type { Integrity } from '../routes/integrity.ts';

const HASHES = { sha256, sha384, sha512 };

/** What routes need whose requests may have an `integrity`, which is one hash for all bytes, however many they are. */
export const integrity: Integrity = createIntegrity((algorithm) => HASHES[algorithm].create());
