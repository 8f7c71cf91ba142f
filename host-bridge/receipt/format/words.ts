/** A label or a sentence of the format's tables, in both languages. */

import type { Language } from '../../../protocol/errors.ts';

export type Words = Readonly<Record<Language, string>>;
