/** Keys that all test cards share, as no real cards do: whose they are matters to nobody here. */

import type { KeyObject } from 'node:crypto';
import { labelledPem } from '../test-keys/labelled-pem.ts';

const keys = labelledPem('cards.pem');

export type SharedCardKey =
  | 'current signature'
  | 'next signature'
  | 'internal authentication'
  | 'next internal authentication'
  | 'common internal authentication'
  | 'text signing'
  | 'text session';

export const sharedCardKey = (label: SharedCardKey): KeyObject => keys.key(label);
