/** Randomness of programs that serve people: the system's. */

import { randomBytes } from 'node:crypto';
import type { Entropy } from '../../firmware/hal.ts';

export const systemEntropy: Entropy = { bytes: (count) => new Uint8Array(randomBytes(count)) };

/** A seed for what a desk draws from one, such as noise on a cable. */
export const randomSeed = (): string => randomBytes(8).toString('hex');
