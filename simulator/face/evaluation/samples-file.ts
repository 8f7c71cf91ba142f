/**
 * A list of picture files for an evaluation, handed in by whoever has them (YAML, or JSON): which picture is compared
 * with which photograph, and whether both are of one person, of two, or the one is an attack.
 */

import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { errnoOf } from '../../../host-bridge/errno.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import type { FaceMatcher } from '../matcher.ts';
import type { Attempt } from './attempt.ts';

const pictures = {
  /** Paths, from the folder of the list. */
  reference: z.string().min(1),
  probe: z.string().min(1),
};
const sample = z.discriminatedUnion('label', [
  z.strictObject({ ...pictures, label: z.enum(['mated', 'non-mated']) }),
  z.strictObject({
    ...pictures,
    label: z.literal('attack'),
    /** What is held to the camera, in a word: print, tablet, silicone-mask. */
    species: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens'),
  }),
]);
export const samplesSchema = z.array(sample).min(1);
export type Sample = z.output<typeof sample>;

/** EMU-681 the file cannot be read, EMU-682 it is no list of samples. Paths come out absolute. */
export function readSamples(file: string): Result<readonly Sample[]> {
  const bytes = readPicture(file);
  if (!bytes.ok) return bytes;
  let data: unknown;
  try {
    data = parse(new TextDecoder().decode(bytes.value), { maxAliasCount: 0 });
  } catch {
    return refuse('EMU-682', { file, entry: 1, reason: 'not YAML' });
  }
  const read = samplesSchema.safeParse(data);
  if (!read.success) {
    const [issue] = read.error.issues;
    const entry = typeof issue?.path[0] === 'number' ? issue.path[0] + 1 : 1;
    return refuse('EMU-682', { file, entry, reason: issue?.message ?? '' });
  }
  const folder = dirname(resolve(file));
  return ok(
    read.data.map((each) => ({
      ...each,
      reference: resolve(folder, each.reference),
      probe: resolve(folder, each.probe),
    })),
  );
}

/** The bytes of a file; EMU-681 where it is none, or cannot be read. */
function readPicture(file: string): Result<Uint8Array> {
  try {
    if (!statSync(file).isFile()) return refuse('EMU-681', { file, reason: 'not a file' });
    return ok(new Uint8Array(readFileSync(file)));
  } catch (error) {
    return refuse('EMU-681', { file, reason: errnoOf(error) });
  }
}

/** Compares each pair, one after the other. EMU-681 where a picture cannot be read; rejects as the matcher does. */
export async function attemptsOf(
  samples: readonly Sample[],
  matcher: FaceMatcher<Uint8Array>,
): Promise<Result<readonly Attempt[]>> {
  const attempts: Attempt[] = [];
  for (const each of samples) {
    const reference = readPicture(each.reference);
    if (!reference.ok) return reference;
    const probe = readPicture(each.probe);
    if (!probe.ok) return probe;
    const answer = await matcher.compare(reference.value, probe.value);
    attempts.push(
      each.label === 'attack'
        ? { of: 'attack', species: each.species, reference: each.reference, answer }
        : { of: each.label, reference: each.reference, answer },
    );
  }
  return ok(attempts);
}
