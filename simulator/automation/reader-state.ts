/** A reader as the automation API shows it: the body of GET /readers/{id} and of every call that acts on a reader. */

import { z } from 'zod';
import { profileIds } from '../../firmware/profiles.ts';
import { screenIds } from '../../firmware/screens/catalogue.ts';
import { contrastModes, isDefaultDisplay, textModes } from '../../firmware/screens/display-mode.ts';
import { completeLanguages } from '../../firmware/screens/texts.ts';
import { keyOrder } from '../../firmware/screens/vocabulary.ts';
import { readerIdSchema, visitIdSchema } from '../../host-bridge/eligibility/api-fields.ts';
import { visitOutcomes } from '../../protocol/messages.ts';
import { faceOnlyMark } from '../card/parts/printed-face.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';

export const readerStateSchema = z.strictObject({
  id: readerIdSchema,
  profile: z.enum(profileIds),
  link: z
    .enum(['connected', 'lost', 'unplugged'])
    .describe(
      'connected: greeted by its host; lost: the host is silent or away; unplugged: the cable is out',
    ),
  language: z.enum(completeLanguages),
  screen: z
    .strictObject({
      id: z.enum(screenIds),
      title: z.string(),
      text: z.array(z.string()).readonly(),
      choices: z
        .array(
          z.strictObject({
            key: z.enum([...keyOrder, 'any']),
            label: z.string(),
            marked: z.literal(true).optional(),
          }),
        )
        .readonly(),
      display: z
        .strictObject({
          text: z.enum(textModes),
          contrast: z.enum(contrastModes),
          hidden: z
            .boolean()
            .describe('nothing is drawn, at the wish of the person; the words are empty then'),
        })
        .optional()
        .describe('how the person wants to see the screens of the visit, where it is not the usual way'),
      page: z
        .strictObject({ at: z.int().min(1), of: z.int().min(1) })
        .optional()
        .describe('which page stands on the display, where the words do not fit one'),
      status: z.string().nullable().describe('one line of state: tries left, what the camera asks'),
    })
    .nullable()
    .describe('null: the reader has no power'),
  visit: z
    .strictObject({ id: visitIdSchema, outcome: z.enum(visitOutcomes).nullable() })
    .nullable()
    .describe('the visit under way, else the last one'),
  card: z.boolean(),
  cardMark: z
    .literal(faceOnlyMark)
    .optional()
    .describe(
      'what is written on the face of the card that lies there, for staff who sees it; the reader does not go by it',
    ),
  phone: z.boolean().describe('something is held to where phones are read'),
  earphones: z.boolean(),
});
export type ReaderState = z.input<typeof readerStateSchema>;

/** What the reader shows, and what is in it, now. */
export function readerState(reader: EmulatedReader): ReaderState {
  const { status, serial, profile } = reader;
  const view = status?.view ?? null;
  const { cardMark } = reader;
  return {
    id: serial,
    profile: profile.id,
    link: !reader.plugged ? 'unplugged' : status?.hostUp ? 'connected' : 'lost',
    language: status?.language ?? 'ja',
    screen:
      view === null
        ? null
        : {
            id: view.id,
            title: view.title,
            text: view.text,
            choices: view.choices,
            ...(isDefaultDisplay(view.mode) ? {} : { display: view.mode }),
            ...(view.page.of > 1 ? { page: view.page } : {}),
            status: view.status,
          },
    visit: status?.visit ?? null,
    card: reader.cardIn,
    ...(cardMark === null ? {} : { cardMark }),
    phone: reader.devicesPresented > 0,
    earphones: reader.earphones,
  };
}
