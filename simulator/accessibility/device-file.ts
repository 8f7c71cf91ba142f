/** A maker's device profile from a file (YAML): plain figures, which count as declared by the maker. */

import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Description, DeviceProfile, Stated } from '../../firmware/device-profile.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';

const declared = <Value>(value: Value): Stated<Value> => ({ value, grade: 'declared' });

/** Above zero; the upper bound keeps out what was written in another unit. */
const figure = (most: number) => z.number().positive().max(most).transform(declared);
const words = z.string().min(1).max(200);
/** In one language alone it stands in reports of both. */
const description = z
  .union(
    [
      words.transform((text): Description => ({ en: text, ja: text })),
      z.strictObject({ en: words, ja: words }),
    ],
    { error: 'up to 200 characters of text, or en: and ja: with such text each' },
  )
  .transform(declared);
const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, { error: 'a colour is written #rrggbb' })
  .transform(declared);
const yesNo = z.boolean().transform(declared);

const deviceFileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/, { error: 'small letters, digits and hyphens' }),
  screen: z.strictObject({
    diagonal: figure(1000),
    across: z.number().int().min(100).max(10_000).transform(declared),
    down: z.number().int().min(100).max(10_000).transform(declared),
    viewingDistance: figure(3000),
    height: figure(3000),
    legibleFrom: figure(3000),
    luminance: figure(5000),
  }),
  keypad: z
    .strictObject({
      order: z.literal('telephone').transform(declared),
      keyWidth: figure(100),
      keyHeight: figure(100),
      gap: figure(100),
      relief: figure(50),
      force: figure(200),
      dotOnFive: yesNo,
      lowest: figure(3000),
      highest: figure(3000),
      hood: yesNo,
      caseColour: colour,
      keyColour: colour,
      signColour: colour,
    })
    .nullable(),
  jack: z.strictObject({ connector: description, place: description, mark: description }).nullable(),
  cardRest: z.strictObject({ kind: description, mark: description, force: figure(200), oneHand: yesNo }),
  readingSpot: z.strictObject({ mark: description }).nullable(),
  speechMark: description.nullable(),
  loudness: z.strictObject({ softest: figure(140), usual: figure(140), loudest: figure(140) }).nullable(),
});

/**
 * Reads a profile. Every figure has to be there: what a device does not have is `null`.
 * Refuses with EMU-740 (not YAML) and EMU-741 (a figure is missing, of another kind or out of range).
 */
export function parseDeviceProfile(text: string): Result<DeviceProfile> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    return refuse('EMU-740', { line: lines.linePos(error.pos[0]).line, reason: error.code });
  }
  // An alias that stands for itself many times over is refused by the library as it unfolds them.
  let stated: unknown;
  try {
    stated = document.toJS();
  } catch {
    return refuse('EMU-740', { line: 1, reason: 'ALIASES' });
  }
  const read = deviceFileSchema.safeParse(stated);
  if (read.success) return ok(read.data);
  const [issue] = read.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...(issue?.path.map(String) ?? []), ...unknown].join('.') || '-';
  return refuse('EMU-741', { path, reason: issue?.message ?? '' });
}
