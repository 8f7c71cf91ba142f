/**
 * The catalogue of trace events: what a line of `trace.jsonl` may hold, by event and field. The recorder writes what
 * stands here and nothing else; that every observation of reader, bridge, back end and world stands here is checked
 * when the project is compiled.
 */

import { z } from 'zod';
import { faceVerdicts } from '../../firmware/credential/face-decision.ts';
import type { ReaderObservation } from '../../firmware/observed.ts';
import { profileIds } from '../../firmware/profiles.ts';
import { screenIds } from '../../firmware/screens/catalogue.ts';
import { completeLanguages } from '../../firmware/screens/texts.ts';
import { cueIds, keyOrder, toneIds } from '../../firmware/screens/vocabulary.ts';
import { type OperationName, operations } from '../../host-bridge/eligibility/api.ts';
import { readerIdSchema, visitIdSchema } from '../../host-bridge/eligibility/api-fields.ts';
import {
  foundKind,
  outageSearchStages,
  searchMode,
} from '../../host-bridge/eligibility/search-operations.ts';
import { type Errno, isErrno } from '../../host-bridge/errno.ts';
import { maintenanceChanges } from '../../host-bridge/lookups/maintenance-change.ts';
import type { BridgeObservation } from '../../host-bridge/observed.ts';
import { type ForeignCode, isForeignCode } from '../../host-bridge/readers/foreign-code.ts';
import { type RequestPrefix, requestKinds } from '../../host-bridge/receipt/requests/kinds.ts';
import { type ErrorCode, errorCatalogue } from '../../protocol/errors.ts';
import { type MessageName, messages, visitOutcomes } from '../../protocol/messages.ts';
import { conductAnswers } from '../back-end/conduct.ts';
import type { BackEndObservation } from '../back-end/observed.ts';
import { revocationSources, revocationStates } from '../back-end/revocation/revocation-conduct.ts';
import { linkKinds } from '../desk/desk.ts';
import { linkFaultNames } from '../faults/link-faults.ts';
import { awayIds } from '../people/away.ts';
import { sights } from '../peripherals/camera.ts';
import { biometrics } from '../phone/phone.ts';
import { deskParts, type WorldObservation } from './world-observed.ts';

type Named = { readonly event: string };
/** One event: what it means, and a schema for each of its fields. */
type Entry<O> = {
  readonly about: string;
  readonly fields: { readonly [F in Exclude<keyof O, 'event'>]: z.ZodType<O[F]> };
};
type CatalogueOf<O extends Named> = { readonly [E in O['event']]: Entry<Extract<O, { event: E }>> };

const namesOf = <K extends string>(table: Readonly<Record<K, unknown>>): K[] => Object.keys(table) as K[];

const screen = z.enum(screenIds);
const language = z.enum(completeLanguages);
const channel = z.enum(['speaker', 'earphones']);
const key = z.enum(keyOrder);
const via = z.enum(['keypad', 'touch']);
const direction = z.enum(['sent', 'received']);
const message = z.enum(namesOf<MessageName>(messages));
const operation = z.enum(namesOf<OperationName>(operations));
const outcome = z.enum(visitOutcomes);
const code = z.enum(namesOf<ErrorCode>(errorCatalogue));
/** What fills the sentences of the code: of a message its field and the rule that it broke, no contents. */
const detail = z.record(z.string(), z.union([z.string(), z.number()]));
const fault = z.enum(linkFaultNames);
/** What a request begins with, where its kind can be answered. */
const request = z.enum([...namesOf<RequestPrefix>(requestKinds), 'other']);
const count = z.int().min(0);
/** An id of a catalogue of ours: ASCII, no spaces. No sentence and no name has that form. */
const id = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_.-]{0,79}$/);
const reader = readerIdSchema;
const visit = visitIdSchema;
const validity = z.enum(['1', '2', '3', '4', '5', '6']);

const readerEvents = {
  screen: {
    about: 'a screen is shown, or the same screen in another language',
    fields: { screen, variant: id.nullable(), language },
  },
  utterance: {
    about: 'something spoken: a private one too is its id and the names of its parameters',
    fields: {
      phase: z.enum(['started', 'ended', 'cut']),
      id,
      kind: z.enum(['announcement', 'prompt', 'cue', 'reply']),
      channel,
      language,
      private: z.boolean(),
      params: z.array(id).readonly(),
    },
  },
  tone: { about: 'a tone is sounded', fields: { tone: z.enum(toneIds) } },
  key: { about: 'a key or button was taken; digits of a masked field never', fields: { key, via } },
  entry: {
    about: 'a whole entry was judged: `wrong` with the tries that are left',
    fields: {
      of: z.enum(['pin', 'password', 'phonePin']),
      result: z.enum(['right', 'wrong']),
      triesLeft: count.nullable(),
    },
  },
  card: { about: 'the card rest noticed a card', fields: { what: z.enum(['placed', 'removed', 'read']) } },
  cardRefused: { about: 'what lies there was not read as a My Number Card', fields: { code } },
  phone: {
    about:
      'the reading spot, or the phone reader, noticed a phone (or a card that is held there), or a phone was read',
    fields: { what: z.enum(['arrived', 'left', 'read']) },
  },
  phoneRefused: { about: 'the phone that was held cannot be used', fields: { code } },
  cue: {
    about: 'what the camera asks of the person has changed',
    fields: { cue: z.enum(cueIds).nullable() },
  },
  face: {
    about: 'the face check has ended',
    fields: { verdict: z.enum(faceVerdicts) },
  },
  earphones: { about: 'earphones were noticed', fields: { in: z.boolean() } },
  link: {
    about: "the reader's end of the link",
    fields: { state: z.enum(['attached', 'connected', 'resumed', 'lost', 'turnedAway']) },
  },
  linkClosed: {
    about: "the session was ended for a fault, at the reader's end",
    fields: { code, by: z.enum(['reader', 'host']) },
  },
  message: {
    about: "a message at the reader's end: its name and the size of its bytes",
    fields: { direction, name: message, size: count },
  },
  hostMessageRefused: {
    about: 'a message of the host was malformed or out of place, and changed nothing',
    fields: { code, detail },
  },
  visitBegan: { about: 'a visit begins', fields: { visit } },
  visitEnded: { about: 'a visit is over', fields: { visit, outcome } },
  staffCalled: { about: 'the reader calls the staff', fields: { why: id } },
  restarted: { about: 'the firmware started', fields: { boot: count } },
} satisfies CatalogueOf<ReaderObservation>;

const bridgeEvents = {
  readerConnected: {
    about: 'a reader was greeted, or its session went on',
    fields: { reader, resumed: z.boolean() },
  },
  readerLost: { about: 'a reader does not answer any more', fields: { reader } },
  readerTurnedAway: { about: 'a reader was not taken', fields: { reader: reader.nullable(), code } },
  backOff: {
    about: 'the port of a reader could not be opened for some time, and is tried more seldom',
    fields: { reader: reader.nullable(), attempt: count, wait: count },
  },
  linkRefused: {
    about: "the reader's end has refused or ended the link",
    fields: { reader: reader.nullable(), code, theirs: z.custom<ForeignCode>(isForeignCode).optional() },
  },
  channelBroken: {
    about: 'a message did not open, and the bridge has ended the session',
    fields: { reader, code },
  },
  phoneReader: {
    about: 'whether the phone reader beside the reader is there',
    fields: { reader, there: z.boolean() },
  },
  channelOff: { about: 'a reader is spoken to without the secure channel', fields: { reader } },
  bridgeMessage: {
    about: "a message at the bridge's end: its name and the size of its bytes",
    fields: { reader: reader.nullable(), direction, name: message, size: count },
  },
  messageRefused: {
    about: 'a message was malformed or out of place',
    fields: { reader: reader.nullable(), code, detail },
  },
  frameDamaged: {
    about: 'bytes arrived damaged and are sent again',
    fields: { reader: reader.nullable(), code },
  },
  lineDisturbed: {
    about:
      'frames were damaged on the way to the bridge, or sent again by it, in the visit or since the last one',
    fields: { reader, visit: visit.nullable(), resent: count, damaged: count },
  },
  requested: { about: 'the back end is asked', fields: { operation, visit: visit.nullable() } },
  answered: {
    about: 'the back end has answered, or could not',
    fields: { operation, visit: visit.nullable(), result: z.enum(['ok', ...code.options]) },
  },
  visitNotKept: {
    about: 'what has come about in the visit could not be put on record',
    fields: { visit, code },
  },
  useKept: { about: 'a check-in is kept durably, before it is sent', fields: { visit } },
  useSettled: {
    about: 'what became of a check-in',
    fields: { visit, state: z.enum(['committed', 'withdrawn', 'problem']) },
  },
  faceFile: {
    about: 'a file for the receipt computer',
    fields: {
      visit,
      validity: z.enum(['', ...validity.options]),
      written: z.boolean(),
      code: code.optional(),
      reason: z.custom<Errno>(isErrno).optional(),
    },
  },
  requestTaken: { about: 'a request of the receipt computer is being answered', fields: { kind: request } },
  requestAnswered: {
    about: 'a request of the receipt computer has its answer in `res`; a code: of what was refused',
    fields: { kind: request, result: z.enum(['ok', 'processing', ...code.options]) },
  },
  requestUnanswered: {
    about: 'an answer could not be put into the receipt folder',
    fields: { kind: request, code },
  },
  requestSetAside: { about: 'what cannot be answered was moved out of the way', fields: { code } },
  resultsExpired: {
    about: 'files for the receipt computer that nobody fetched in time are gone',
    fields: { of: z.enum(['face', 'res']), count },
  },
  visitNoted: { about: 'the end of a visit is on record', fields: { reader, visit, outcome } },
  disasterMode: { about: 'the desk is switched to disaster mode, or back', fields: { on: z.boolean() } },
  maintenance: {
    about: 'what is known of maintenance of the back end has changed',
    fields: { change: z.enum(maintenanceChanges), from: count, until: count },
  },
  maintenanceNews: {
    about: 'what is known of maintenance has become old, since nobody could be asked, or is new again',
    fields: { old: z.boolean() },
  },
  maintenanceTakenUp: {
    about: 'what an earlier bridge knew of maintenance is known on',
    fields: { from: count.nullable(), until: count.nullable(), old: z.boolean() },
  },
  maintenanceNotKept: { about: 'what is known of maintenance could not be kept', fields: { code } },
  lookupHeld: { about: "somebody's four facts are held", fields: { lookup: count, mode: searchMode } },
  lookedUp: {
    about: 'what a lookup came to, or why it is held on',
    fields: {
      lookup: count,
      mode: searchMode,
      result: z.enum(['one', 'none', 'several', ...code.options]),
    },
  },
  lookupForgotten: { about: 'personal data of a lookup have left', fields: { lookup: count } },
  staffCalledAt: { about: 'the desk is told that staff is needed', fields: { reader, why: id } },
} satisfies CatalogueOf<BridgeObservation>;

const backEndEvents = {
  challenged: { about: 'a new challenge was given', fields: { visit } },
  judged: {
    about: 'an eligibility answer was given',
    fields: {
      visit,
      verdict: z.enum(messages.eligibilityAnswer.fields.verdict.is.values),
      validity: validity.nullable(),
      notice: code.nullable(),
    },
  },
  registered: { about: 'a card was registered as a health insurance card', fields: { visit } },
  committed: { about: 'a check-in is committed', fields: { visit, consent: z.boolean() } },
  withdrawn: { about: 'a check-in is withdrawn', fields: { visit } },
  refused: { about: 'a request was turned down', fields: { operation, code } },
  searched: {
    about: 'somebody was searched for by the four facts',
    fields: { mode: searchMode, found: z.enum(['one', 'none', 'several']) },
  },
  informed: {
    about: 'medical information of somebody who was found was given',
    fields: { mode: searchMode, kind: foundKind },
  },
  mode: {
    about: 'disaster mode, the search for outages or maintenance was opened or closed',
    fields: {
      mode: z.enum(['disaster', 'outageSearch', 'maintenance']),
      state: z.enum(['opened', 'closed', ...outageSearchStages]),
    },
  },
  conduct: {
    about: 'the back end behaves differently from now on',
    fields: { answer: z.enum(conductAnswers) },
  },
  revocation: {
    about: 'what the authorities publish of revocation is different from now on, or asked for another way',
    fields: { state: z.enum(revocationStates), by: z.enum(revocationSources) },
  },
} satisfies CatalogueOf<BackEndObservation>;

const worldEvents = {
  press: { about: 'somebody presses; not observed while a masked field is open', fields: { key, via } },
  place: { about: 'somebody lays a card down', fields: { of: id } },
  remove: { about: 'somebody takes the card', fields: {} },
  present: {
    about:
      'somebody holds a phone to the reading spot, or to the phone reader; what they do on the phone itself counts for an iPhone',
    fields: { of: id, biometrics: z.enum(biometrics) },
  },
  takeAway: { about: 'somebody takes away what is held to the reading spot or the phone reader', fields: {} },
  phoneReaderCable: {
    about: 'somebody plugs the USB cable of the phone reader in or pulls it out',
    fields: { in: z.boolean() },
  },
  away: {
    about: 'something happens to a card away from the reader: at its authority, in another service',
    fields: { what: z.enum(awayIds), of: id },
  },
  stand: { about: 'something else is before the camera', fields: { sees: z.enum([...sights, ...cueIds]) } },
  putEarphones: { about: 'somebody plugs earphones in or pulls them out', fields: { in: z.boolean() } },
  linkFault: {
    about: 'something is done to the cable; figures that the fault does not take are null',
    fields: { fault, rate: z.number().min(0).max(1).nullable(), by: count.nullable() },
  },
  linkFaultEnded: { about: 'a fault of the cable has ended by itself', fields: { fault } },
  kill: { about: 'a part of the desk is ended without a word', fields: { part: z.enum(deskParts) } },
  restart: { about: 'a part of the desk is started again', fields: { part: z.enum(deskParts) } },
  changeFacility: {
    about: 'settings of the facility are changed; their names',
    fields: { settings: z.array(id).readonly() },
  },
  dropRequest: { about: 'the receipt computer drops a request', fields: { kind: request } },
  setClock: { about: 'the wall time of the desk is set', fields: { to: count } },
  note: { about: 'a note of the scenario, by its number', fields: { number: count } },
} satisfies CatalogueOf<WorldObservation>;

export type Observation = ReaderObservation | BridgeObservation | BackEndObservation | WorldObservation;
export type TraceEvent = Observation['event'];

const catalogue: CatalogueOf<Observation> = {
  ...readerEvents,
  ...bridgeEvents,
  ...backEndEvents,
  ...worldEvents,
};

export const traceEvents: readonly TraceEvent[] = namesOf(catalogue);

/** What an event means, for documentation. */
export const aboutEvent = (event: TraceEvent): string => catalogue[event].about;

/** The fields of an event, in the order in which they are written. */
export const fieldsOf = (event: TraceEvent): readonly string[] => fieldNames.get(event) ?? [];
const fieldNames: ReadonlyMap<TraceEvent, readonly string[]> = new Map(
  traceEvents.map((event) => [event, Object.keys(catalogue[event].fields)]),
);

/** Where something was observed. `desk`: what concerns all of it. */
export const whereSchema = z.union([reader, z.enum(['bridge', 'back-end', 'desk'])]);
export type Where = z.infer<typeof whereSchema>;

/** The line with which each scenario of a trace begins. */
export const traceHeaderSchema = z.strictObject({
  scenario: z.string().describe('name of the scenario, unique in its file'),
  file: z.string().describe('name of its file, without a path'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('of the file, line ends as LF'),
  seed: z.string(),
  link: z.enum(linkKinds),
  profile: z.enum(profileIds),
  versions: z.strictObject({ fcr: z.string(), protocol: z.int(), trace: z.int() }),
});
export type TraceHeader = z.infer<typeof traceHeaderSchema>;

/** Counts up when a line changes its meaning. */
export const traceVersion = 1;

/** A schema for each event's whole line. */
export const traceLineSchemas: ReadonlyMap<string, z.ZodType> = new Map(
  traceEvents.map((event) => [
    event,
    z.strictObject({
      seq: z.int().min(1).describe('counts up from 1 without gaps in each scenario'),
      t: z.int().min(0).describe("milliseconds of the scenario's clock"),
      at: whereSchema,
      event: z.literal(event).describe(catalogue[event].about),
      ...catalogue[event].fields,
    }),
  ]),
);

/** The published form of a line of `trace.jsonl`. */
export const traceJsonSchema = (): object =>
  z.toJSONSchema(z.union([traceHeaderSchema, ...traceLineSchemas.values()]), { unrepresentable: 'any' });
