/** The same scenario for the other people: what is typed into masked fields, and private words that are listened for. */

import { repertoireNames, throughRepertoire } from '../../host-bridge/characters/repertoire.ts';
import type { Scenario } from '../../simulator/scenario/parse.ts';
import { runScenario } from '../../simulator/scenario/run.ts';
import type { Step } from '../../simulator/scenario/steps.ts';
import { entries, other, wordsAbout } from './other-people.ts';

const typed = (step: Step): string | null =>
  step.does === 'press' ? step.press : step.does === 'touch' ? step.touch : null;

/**
 * The steps that type into a masked field. Found by a run in which each step that types stands between two notes: by
 * design no press is observed while a masked field is open.
 */
async function maskedSteps(scenario: Scenario): Promise<ReadonlySet<Step>> {
  const typing = scenario.steps.filter((step) => typed(step) !== null);
  if (typing.length === 0) return new Set();
  const note = { does: 'note', note: 'typing', line: 0 } as const;
  const steps = scenario.steps
    .filter(({ does }) => does !== 'note')
    .flatMap((step) => (typed(step) === null ? [step] : [note, step, note]));
  /** Observed presses, by the number of notes before them. */
  const presses = new Map<number, number>();
  let notes = 0;
  await runScenario(
    { ...scenario, steps },
    {
      link: 'memory',
      seed: 'probe',
      observe({ observation }) {
        if (observation.event === 'note') notes += 1;
        if (observation.event === 'press') presses.set(notes, (presses.get(notes) ?? 0) + 1);
      },
    },
  );
  return new Set(
    typing.filter((step, i) => {
      const seen = presses.get(2 * i + 1) ?? 0;
      const all = typed(step)?.length ?? 0;
      if (seen !== 0 && seen !== all) {
        throw new Error(
          `${scenario.file}:${step.line} types in and out of a masked field: make it two steps`,
        );
      }
      return seen === 0;
    }),
  );
}

/** A name may stand there as one of the repertoires leaves it. */
const words = [...entries.values()].flatMap((entry) => [
  ...wordsAbout(entry).flatMap((word) => repertoireNames.map((name) => throughRepertoire(word, name))),
  entry.pin,
]);
/** Only what may be about somebody: other words that are listened or looked for stay as they are. */
const otherWords = (says: string): string => (words.some((word) => word.includes(says)) ? other(says) : says);

/** Elements of an answer. Codes, days and figures stay: they are ASCII alone and say nothing of anybody. */
const otherTexts = (has: Readonly<Record<string, string | null>>): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(has).map(([name, text]) => [
      name,
      text === null || /^[ -~]*$/.test(text) ? text : otherWords(text),
    ]),
  );

/** The scenario as the other people would play it: same steps, same presses, other digits where digits are secret. */
export async function otherScenario(scenario: Scenario): Promise<Scenario> {
  const masked = await maskedSteps(scenario);
  const steps = scenario.steps.map((step): Step => {
    switch (step.does) {
      case 'press':
        return masked.has(step) ? { ...step, press: other(step.press) } : step;
      case 'touch':
        return masked.has(step) ? { ...step, touch: other(step.touch) } : step;
      case 'staff':
        return { ...step, staff: { ...step.staff, password: other(step.staff.password) } };
      case 'see':
        return step.says === undefined ? step : { ...step, says: otherWords(step.says) };
      case 'hear':
        return step.hear.says === undefined
          ? step
          : { ...step, hear: { ...step.hear, says: otherWords(step.hear.says) } };
      case 'never': {
        const { hear, read } = step.never;
        if (read !== undefined) return { ...step, never: { read: otherWords(read) } };
        if (hear?.says === undefined) return step;
        return { ...step, never: { ...step.never, hear: { ...hear, says: otherWords(hear.says) } } };
      }
      case 'facility': {
        const { staffPassword } = step.facility;
        if (staffPassword === undefined) return step;
        return { ...step, facility: { ...step.facility, staffPassword: other(staffPassword) } };
      }
      case 'result':
        return step.has === null ? step : { ...step, has: otherTexts(step.has) };
      default:
        return step;
    }
  });
  const { facility } = scenario;
  return { ...scenario, steps, facility: { ...facility, staffPassword: other(facility.staffPassword) } };
}
