/** The words of a scenario for days that are not ordinary: looking people up by the four facts, and the desk's situation. */

import { z } from 'zod';
import {
  foundKind,
  outageSearchStages,
  searchMode,
} from '../../host-bridge/eligibility/search-operations.ts';
import { lookupStates } from '../../host-bridge/lookups/lookup.ts';
import { maintenanceChanges } from '../../host-bridge/lookups/maintenance-change.ts';
import { durationWord, errorCodeWord, personWord } from './words.ts';

const lookupNumber = z.int().min(1).optional().describe('which lookup, counted from 1; the last unless told');
const refused = errorCodeWord.optional().describe('it must be refused so');

export const lookupSteps = {
  'disaster-mode': {
    about: 'switches the desk to disaster mode, or back',
    acts: true,
    schema: z.strictObject({ 'disaster-mode': z.enum(['on', 'off']) }),
  },
  lookup: {
    about: 'staff looks somebody up by the four facts as the people file has them',
    acts: true,
    schema: z.strictObject({
      lookup: searchMode,
      of: personWord.default('insured'),
      by: z.enum(['address', 'town', 'insurer']).default('address').describe('the fourth fact'),
      name: z.enum(['kanji', 'kana']).default('kanji'),
      wrong: z.enum(['name', 'birth', 'sex', 'address']).optional().describe('the fact that is mistyped'),
      consent: z.enum(['given', 'none', 'unobtainable']).default('none'),
      lifeAtStake: z.boolean().default(false),
      authorised: z.enum(['clinician', 'authorised-by-head', 'nobody']).default('nobody'),
      declaration: z.boolean().default(false).describe('with 被保険者資格申立書'),
      refused,
    }),
  },
  'looked-up': {
    about: 'waits until a lookup stands so; with `result` the result is fetched',
    acts: false,
    schema: z.strictObject({
      'looked-up': z.enum(lookupStates),
      lookup: lookupNumber,
      code: errorCodeWord.nullable().optional().describe('why it is held or was refused'),
      says: z.string().min(1).optional().describe('part of what staff is told to do, in Japanese'),
      result: z
        .record(z.string(), z.string())
        .optional()
        .describe('QualificationValidity and fields of the record'),
      opens: z.enum(['everything', 'nothing']).optional().describe('of the medical information'),
      personal: z.boolean().optional().describe('facts or result are still held'),
      within: durationWord.default(10_000).describe("how long the scenario's time may go on for it"),
    }),
  },
  information: {
    about: 'staff looks at medical information of the person who was found',
    acts: true,
    schema: z.strictObject({ information: foundKind, lookup: lookupNumber, refused }),
  },
  'maintenance-told': {
    about: 'waits until the desk has heard just this of maintenance, in this order, since its bridge started',
    acts: false,
    schema: z.strictObject({
      'maintenance-told': z.array(z.enum([...maintenanceChanges, 'old', 'new again'])),
      within: durationWord.default(10_000).describe("how long the scenario's time may go on for it"),
    }),
  },
  situation: {
    about: 'the desk asks whether it is an ordinary day',
    acts: true,
    schema: z.strictObject({
      situation: z.strictObject({
        backEnd: z.enum(['up', 'maintenance', 'away']).optional(),
        opened: z.boolean().optional().describe('disaster mode is opened here today'),
        outageSearch: z.enum(outageSearchStages).nullable().optional(),
        old: z.boolean().optional().describe('what is known of maintenance is old'),
        maintenance: z.boolean().optional().describe('a window is announced, or under way'),
        waiting: z.int().min(0).optional().describe('lookups that wait for an answer'),
        says: z.string().min(1).optional().describe('part of what staff is told to do, in Japanese'),
      }),
    }),
  },
} as const;
