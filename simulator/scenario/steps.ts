/**
 * The table of steps: each word a scenario's step may begin with, what may stand beside it, and what it means.
 * Parser, published JSON Schema and documentation are made from it; what a step does is in `act.ts` and `watch.ts`.
 */

import { z } from 'zod';
import { completeLanguages } from '../../firmware/screens/texts.ts';
import { toneIds } from '../../firmware/screens/vocabulary.ts';
import { facilityChangeSchema } from '../../host-bridge/facility.ts';
import { faceOnlyMark } from '../card/parts/printed-face.ts';
import { aboutLinkFaults, figureFields, linkFaultWord, onlyItsFigures } from '../faults/link-order.ts';
import { away, awayIds } from '../people/away.ts';
import { deskParts } from '../trace/world-observed.ts';
import { backEndOrder } from './back-end-order.ts';
import { lookupSteps } from './lookup-steps.ts';
import { presentedPhone } from './presented-phone.ts';
import { durationWord, keysWord, keyWord, personWord, promptWord, screenWord, sightWord } from './words.ts';

const at = z.int().min(1).max(8).default(1).describe('which reader, counted from 1');
const within = durationWord.default(10_000).describe("how long the scenario's time may go on for it");

/** What names of a kind of request begin with. Others than those that can be answered may be asked too. */
const requestPrefixWord = z.string().regex(/^[A-Z]{3}[a-z]{0,12}\d{0,2}$/, 'such as OQSsiquc01');
const requestTail = z.string().regex(/^[\w.-]{1,100}$/, 'letters, digits, "_", "-" and "."');

const heardObject = z.strictObject({
  id: promptWord.optional().describe('id of a prompt, or a screen: any prompt or announcement of it'),
  says: z.string().min(1).optional().describe('part of the words'),
  tone: z.enum(toneIds).optional(),
  channel: z.enum(['speaker', 'earphones']).optional(),
});
/** What is to be heard: all that is named must be true of one and the same utterance or tone. */
const heard = z
  .union([promptWord, heardObject])
  .transform((word) => (typeof word === 'string' ? { id: word } : word));
export type Heard = z.output<typeof heard>;

interface StepDefinition {
  readonly about: string;
  /** It does something: `hear` looks back to the last of these. */
  readonly acts: boolean;
  readonly schema: z.ZodObject;
}

export const steps = {
  see: {
    about: 'waits until the screen is shown',
    acts: false,
    schema: z.strictObject({
      see: screenWord,
      variant: z.string().optional().describe('as `expired` of card_refused'),
      language: z.enum(completeLanguages).optional(),
      choices: z.array(keyWord).optional().describe('the keys of the choices on it, in order, and no others'),
      says: z.string().min(1).optional().describe('part of the words that stand on it'),
      within,
      at,
    }),
  },
  hear: {
    about: 'waits until it is heard; what was heard since the last step that acted counts',
    acts: false,
    schema: z.strictObject({ hear: heard, within, at }),
  },
  look: {
    about: 'staff looks at the face of the card that lies there',
    acts: false,
    schema: z.strictObject({
      look: z.literal('card'),
      mark: z
        .literal(faceOnlyMark)
        .nullable()
        .describe('what must be written on it; null: that it is face-only must not be'),
      expires: z.iso.date().optional().describe('the last day (有効期限) that must be printed on it'),
      at,
    }),
  },
  never: {
    about: 'nothing of the kind was heard or shown from the start of the scenario to here',
    acts: false,
    schema: z.strictObject({
      never: z
        .strictObject({
          hear: heard.optional(),
          see: screenWord.optional(),
          read: z.string().min(1).optional().describe('words that stood on a screen'),
        })
        .refine((found) => Object.values(found).length === 1, 'one of hear, see or read'),
      at,
    }),
  },
  press: {
    about: 'presses keys of the keypad, 200 ms apart',
    acts: true,
    schema: z.strictObject({ press: keysWord, at }),
  },
  touch: {
    about: 'touches the buttons on the screen that stand for these keys, 200 ms apart',
    acts: true,
    schema: z.strictObject({ touch: keysWord, at }),
  },
  place: {
    about: 'lays the card of a person down; a card that lies there is taken off first',
    acts: true,
    schema: z.strictObject({ place: z.literal('card'), of: personWord.default('insured'), at }),
  },
  present: {
    about:
      'holds the phone of a person to where phones are read (the reading spot, or the phone reader), until it is removed; one that is held there is held anew',
    acts: true,
    schema: z.strictObject({ present: z.literal('phone'), ...presentedPhone.shape, at }),
  },
  remove: {
    about: 'takes the card, or whatever is held to where phones are read',
    acts: true,
    schema: z.strictObject({ remove: z.enum(['card', 'phone']), at }),
  },
  'phone-reader': {
    about: 'plugs the USB cable of the phone reader in or pulls it out',
    acts: true,
    schema: z.strictObject({ 'phone-reader': z.enum(['in', 'out']), at }),
  },
  camera: {
    about: 'what is before the camera from here on; nobody at the start and after each visit',
    acts: true,
    schema: z.strictObject({ camera: sightWord, at }),
  },
  earphones: {
    about: 'plugs earphones in or pulls them out',
    acts: true,
    schema: z.strictObject({ earphones: z.enum(['in', 'out']), at }),
  },
  staff: {
    about: 'staff checks the person by eye: calls the check where it is not called yet, password, verdict',
    acts: true,
    schema: z.strictObject({
      staff: z.strictObject({
        password: z.string().regex(/^\d{4,8}$/, '4 to 8 digits, in quotes'),
        verdict: z.enum(['same', 'other']),
      }),
      at,
    }),
  },
  wait: {
    about: "lets the scenario's time go on",
    acts: false,
    schema: z.strictObject({ wait: durationWord }),
  },
  link: {
    about: `does something to the link: ${aboutLinkFaults}`,
    acts: true,
    schema: z
      .strictObject({ link: linkFaultWord, ...figureFields, at })
      .superRefine(({ link: fault, ...figures }, context) => onlyItsFigures({ fault, ...figures }, context)),
  },
  'back-end': {
    about: 'how the back end behaves from here on',
    acts: true,
    schema: z.strictObject({
      'back-end': backEndOrder,
    }),
  },
  away: {
    about: `does something to a card away from the reader: ${awayIds.map((id) => `\`${id}\` (${away[id].about})`).join(', ')}`,
    acts: true,
    schema: z.strictObject({
      away: z.enum(awayIds),
      of: personWord.default('insured'),
      times: z.int().min(1).max(10).default(1).describe('how often, one after the other'),
      answers: z
        .union([z.int().min(0).max(5), z.enum(['right', 'none'])])
        .optional()
        .describe('what the card must answer last: tries left, right, or none where it has no such secret'),
    }),
  },
  facility: {
    about: 'changes settings of the facility while the desk runs; what is not named stays',
    acts: true,
    schema: z.strictObject({ facility: facilityChangeSchema }),
  },
  request: {
    about: 'the receipt computer drops a request into `req`',
    acts: true,
    schema: z
      .strictObject({
        request: requestPrefixWord.describe('kind: what the name of the file begins with'),
        of: personWord.default('insured').describe('whose numbers are asked with'),
        tail: requestTail.optional().describe('the rest of its name; one marked TEST unless told'),
        with: z
          .record(z.string(), z.union([z.string(), z.null()]))
          .default({})
          .describe('elements that are otherwise than usual, by name; null: left out'),
        takes: z.string().optional().describe('an element that is copied from the last answer, by name'),
        raw: z.string().optional().describe('the whole text of the file instead'),
      })
      .refine(
        ({ raw, with: elements, takes }) =>
          raw === undefined || (Object.keys(elements).length === 0 && takes === undefined),
        'either raw, or with and takes',
      ),
  },
  result: {
    about: 'waits until the answer to the last request of that kind lies in `res`',
    acts: false,
    schema: z.strictObject({
      result: requestPrefixWord,
      tail: requestTail.optional().describe('of a request that was not the last'),
      has: z
        .record(z.string(), z.union([z.string(), z.null()]))
        .nullable()
        .default({})
        .describe('elements of it, by name, null: it has none of that name; null: no answer lies there now'),
      within,
    }),
  },
  ...lookupSteps,
  kill: {
    about: 'ends a part of the desk without a word, as a power cut or SIGKILL would',
    acts: true,
    schema: z.strictObject({ kill: z.enum(deskParts), at }),
  },
  restart: {
    about: 'starts a part of the desk again; one that runs is killed first',
    acts: true,
    schema: z.strictObject({ restart: z.enum(deskParts), at }),
  },
  clock: {
    about: "sets the desk's wall clock; what waits goes on waiting as long as before",
    acts: true,
    schema: z.strictObject({
      clock: z.iso
        .datetime({ offset: true, error: 'an instant such as 2026-12-01T09:00:00+09:00' })
        .transform((text) => Date.parse(text)),
    }),
  },
  note: {
    about: 'a sentence for those who read the report',
    acts: false,
    schema: z.strictObject({ note: z.string().min(1) }),
  },
} as const satisfies Record<string, StepDefinition>;

export type StepWord = keyof typeof steps;
export const stepWords = Object.keys(steps) as StepWord[];
export const isStepWord = (text: string): text is StepWord => Object.hasOwn(steps, text);

export type StepOf<W extends StepWord> = z.output<(typeof steps)[W]['schema']> & {
  readonly does: W;
  /** Where it stands in its file. */
  readonly line: number;
};
/** A step that can be carried out. */
export type Step = { [W in StepWord]: StepOf<W> }[StepWord];
