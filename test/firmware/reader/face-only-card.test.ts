import { describe, expect, it } from 'vitest';
import type { AnyMachineSnapshot } from 'xstate';
import { defaultComfort } from '../../../firmware/guidance/comfort.ts';
import { promptsOf, utter } from '../../../firmware/guidance/speech.ts';
import { factsOfVisit } from '../../../firmware/reader/facts-of-visit.ts';
import { keyMeaning } from '../../../firmware/reader/key-meaning.ts';
import { visitMachine } from '../../../firmware/reader/visit.ts';
import type { StateScreen } from '../../../firmware/reader/visit-setup.ts';
import type { ScreenId } from '../../../firmware/screens/catalogue.ts';
import { completeLanguages } from '../../../firmware/screens/texts.ts';
import { composeView } from '../../../firmware/screens/view.ts';
import { keyOrder } from '../../../firmware/screens/vocabulary.ts';
import { announcementId } from '../../../firmware/screens/wording.ts';
import { beginnings, mattersOfVisit, visitEndings, visitEvents } from './situations.ts';
import { walk } from './walk.ts';

const withoutPin = visitEndings.readCard.filter(
  (ending) => ending.kind !== 'read' || ending.facts.pinTries === null,
);
/** Every moment of every visit of a card without a PIN, from the card having been read. */
const moments: readonly AnyMachineSnapshot[] = beginnings.flatMap((input) => {
  const { snapshots } = walk(visitMachine, {
    input,
    events: visitEvents,
    endings: { ...visitEndings, readCard: withoutPin },
    matters: mattersOfVisit,
  });
  return [...snapshots.values()].filter(({ context }) => context.card !== null);
});

const shownAt = ({ _nodes }: AnyMachineSnapshot): StateScreen | null =>
  _nodes.reduce<StateScreen | null>(
    (found, { meta }) => (meta === undefined ? found : (meta as StateScreen)),
    null,
  );

interface Shown {
  readonly screen: ScreenId;
  readonly variant: string | null;
  readonly snapshot: AnyMachineSnapshot;
}
const shown: readonly Shown[] = moments.flatMap((snapshot) => {
  const at = shownAt(snapshot);
  return at === null || at.screen === null
    ? []
    : [{ screen: at.screen, variant: at.variant ?? null, snapshot }];
});
const factsOf = ({ snapshot }: Shown, earphones: boolean) =>
  factsOfVisit(snapshot.context, {
    digitsEntered: 0,
    cue: null,
    secondsLeft: null,
    earphones,
    hidable: true,
  });

const speaksOfPin = /暗証番号|\bPIN\b/;

describe('a visit with a card that has no PIN', () => {
  it('is walked through more screens than those of the face', () => {
    expect(new Set(shown.map(({ screen }) => screen)).size).toBeGreaterThan(15);
  });

  it('never shows a screen of the PIN', () => {
    const screens = new Set(shown.map(({ screen }) => screen));
    for (const screen of ['pin_entry', 'pin_wrong', 'pin_locked'] as const)
      expect(screens).not.toContain(screen);
  });

  it('never shows a word of a PIN, in no language', () => {
    for (const moment of shown) {
      for (const language of completeLanguages) {
        const { profile } = moment.snapshot.context;
        const { screen, variant } = moment;
        const view = composeView({ screen, variant, language, profile, facts: factsOf(moment, false) });
        const words = [
          view.title,
          ...view.text,
          view.status ?? '',
          ...view.choices.map(({ label }) => label),
        ];
        expect(words.join('\n'), screen).not.toMatch(speaksOfPin);
      }
    }
  });

  it('has no key that leads to the PIN', () => {
    for (const moment of shown) {
      const { profile } = moment.snapshot.context;
      for (const key of keyOrder) {
        const meaning = keyMeaning(key, moment.screen, profile, factsOf(moment, false));
        expect(meaning, moment.screen).not.toEqual({ kind: 'choice', choice: 'pin' });
      }
      expect(moment.snapshot.can({ type: 'choice.pin' }), moment.screen).toBe(false);
    }
  });

  it('never speaks of a PIN, on the speaker or in the earphones, in no language and form', () => {
    for (const moment of shown) {
      const { screen, variant, snapshot } = moment;
      for (const language of completeLanguages) {
        for (const earphones of [false, true]) {
          const facts = factsOf(moment, earphones);
          const comfort = { ...defaultComfort(language, earphones), voice: 'first' } as const;
          const announced = announcementId(screen, variant);
          const all = [
            ...promptsOf(screen, 'first', facts, true),
            ...promptsOf(screen, 'short', facts, true),
            ...(announced === null
              ? []
              : [
                  {
                    kind: 'announcement',
                    says: { id: announced },
                    facts,
                    params: {},
                    entering: false,
                  } as const,
                ]),
          ];
          for (const speech of all) {
            const { utterance } = utter(speech, {
              screen,
              variant,
              profile: snapshot.context.profile,
              comfort,
            });
            expect(utterance.text, utterance.id).not.toMatch(speaksOfPin);
          }
        }
      }
    }
  });
});
