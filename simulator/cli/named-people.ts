/** The people of `--people FILE`, or the built-in ones; of thousands it shows how far the reading is. */

import { loadPeople, type People } from '../people/registry.ts';
import type { Io } from './io.ts';
import { peopleProgress } from './progress.ts';

const words = { en: 'reading people', ja: '人物の読み込み' } as const;

/** @throws EmulatorError as `loadPeople`. */
export const namedPeople = (file: string | undefined, io: Pick<Io, 'stderr' | 'language'>): People =>
  loadPeople(file, peopleProgress(io, words[io.language]));
