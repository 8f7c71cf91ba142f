/** How a phone is held to a reader, as scenarios and the automation API say it. */

import { z } from 'zod';
import type { CouplingFaults } from '../peripherals/coupling.ts';
import { biometrics } from '../phone/phone.ts';
import { personWord } from './words.ts';

/** More commands than a reading has. */
const mostCommands = 20;

const probability = z.number().min(0).max(1).default(0);
const coupling = z.strictObject({
  lost: probability.describe('of each block to be lost'),
  extended: probability.describe('of each exchange to be extended, at the wish of the phone'),
  torn: probability.describe('of the phone to be pulled away in an exchange'),
}) satisfies z.ZodType<CouplingFaults>;

export const presentedPhone = z.strictObject({
  of: personWord.optional().describe('whose phone; unless told that of android or iphone, by kind'),
  kind: z
    .enum(['android', 'iphone'])
    .optional()
    .describe('what kind of phone the person has, for those who read it; another is an error'),
  biometrics: z
    .enum(biometrics)
    .default('agreed')
    .describe('what the person does on an iPhone before it is held'),
  commands: z
    .int()
    .min(0)
    .max(mostCommands)
    .optional()
    .describe('taken away too early: after it has answered so many commands of the reader'),
  coupling: coupling
    .optional()
    .describe(
      'how weakly it is coupled to the field, as probabilities; well unless told. The same faults each time',
    ),
});

/** Whose phone is meant: unless told, that of the person who is called as the kind is. */
export const holderOf = ({ of, kind = 'android' }: z.output<typeof presentedPhone>): string => of ?? kind;
