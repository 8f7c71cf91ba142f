/**
 * Visits of the tester without eyes, with what stood on the screen while each sentence was spoken: what checks of speech
 * look through. The tester itself is handed none of this.
 */

import type { Language, ScreenView } from '../../firmware/screens/vocabulary.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';
import type { TranscriptEntry } from '../desk/transcript.ts';
import type { Distortion } from '../eyes-free/hearing.ts';
import { everyVisit, goalOf, type PlannedVisit, type VisitKind } from '../eyes-free/rounds.ts';
import { type Trouble, troubles } from '../eyes-free/trouble.ts';
import { type EyesFreeResult, passed, visitEyesFree } from '../eyes-free/visit.ts';
import type { People } from '../people/registry.ts';

/** Something spoken or sounded, and the screen that stood when it began. */
export interface HeardMoment extends TranscriptEntry {
  readonly view: ScreenView | null;
}

export interface ShownMoment {
  readonly t: number;
  readonly view: ScreenView;
}

export interface RecordedVisit {
  readonly name: string;
  readonly kind: VisitKind;
  readonly language: Language;
  readonly trouble: Trouble;
  readonly passed: boolean;
  readonly ending: EyesFreeResult['ending'];
  readonly heard: readonly HeardMoment[];
  readonly shown: readonly ShownMoment[];
  /** Name and kana, which nobody else may hear. They are looked for and never told on. */
  readonly names: readonly string[];
}

/** People of whom something else is asked, or who go another way; of the rest nothing new is heard. */
const telling: ReadonlySet<string> = new Set([
  'insured',
  'unregistered',
  'expiring',
  'grace',
  'face-only',
  'pin-locked',
  'certificate-holder',
]);

/** Every kind of visit of those people in every language, and of one of them through every trouble. */
export function visitsToRecord(people: People, languages: readonly Language[]): readonly PlannedVisit[] {
  const coming = [...people].filter(({ id }) => telling.has(id));
  const undisturbed = everyVisit({ people: coming, languages, troubles: ['none'], seed: 'accessibility' });
  const disturbed = everyVisit({
    people: coming.slice(0, 1),
    languages,
    troubles: troubles.filter((trouble) => trouble !== 'none'),
    seed: 'accessibility',
  });
  return [...undisturbed, ...disturbed];
}

/** @param distortion prompts made worse on purpose, between reader and tester */
export async function recordVisit(
  people: People,
  planned: PlannedVisit,
  distortion?: Distortion,
): Promise<RecordedVisit> {
  const { person, language, kind, trouble, seed } = planned;
  const views: (ScreenView | null)[] = [];
  const shown: ShownMoment[] = [];
  let reader: EmulatedReader | null = null;
  const result = await visitEyesFree({
    people,
    person,
    trouble,
    seed,
    goal: goalOf(planned),
    temper: 'attentive',
    ...(distortion === undefined ? {} : { distortion }),
    witness: {
      begins: (here) => {
        reader = here;
      },
      // The view belongs to the entry that the transcript makes of this sound.
      heard: (sound) => {
        if (!('silence' in sound)) views.push(reader?.status?.view ?? null);
      },
      shown: (view, t) => shown.push({ t, view }),
    },
  });
  const offset = views.length - result.transcript.length;
  return {
    name: `${person.id} ${language} ${kind}${trouble === 'none' ? '' : ` ${trouble}`}`,
    kind,
    language,
    trouble,
    passed: passed(result),
    ending: result.ending,
    heard: result.transcript.map((entry, i) => ({ ...entry, view: views[i + offset] ?? null })),
    shown,
    names: [person.name.kanji, person.name.kana].flatMap((name) => name.split('\u3000')),
  };
}

export async function recordVisits(
  people: People,
  planned: readonly PlannedVisit[],
  onDone: (done: number, of: number) => void,
  distortion?: Distortion,
): Promise<readonly RecordedVisit[]> {
  const recorded: RecordedVisit[] = [];
  for (const visit of planned) {
    recorded.push(await recordVisit(people, visit, distortion));
    onDone(recorded.length, planned.length);
  }
  return recorded;
}
