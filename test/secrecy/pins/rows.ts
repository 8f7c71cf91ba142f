/** PINs in rows of visits, and whether anything that can be observed of a row differs from another with other PINs. */

import { type PinEntry, type PinHolder, visitsWithPins } from './pin-visits.ts';

export type Outcome = 'right' | 'wrong';

const screenAfter = {
  card: { right: 'consent_all', wrong: 'pin_wrong' },
  phone: { right: 'consent_all', wrong: 'phone_pin_wrong' },
  'phone at a phone reader': { right: 'consent_all', wrong: 'phone_pin_wrong' },
} as const satisfies Record<PinHolder, Record<Outcome, string>>;
/** Of every card and phone for which a wrong PIN is entered. */
const rightOne = '1234';

export const everyPin: readonly string[] = Array.from({ length: 10_000 }, (_, i) =>
  String(i).padStart(4, '0'),
);
/** 10,000 right ones, each with a card or phone of its own; 9,999 wrong ones. */
export const pinsOf = (outcome: Outcome): readonly string[] =>
  outcome === 'right' ? everyPin : everyPin.filter((pin) => pin !== rightOne);

const entryOf = (holder: PinHolder, outcome: Outcome, pin: string): PinEntry => ({
  holder,
  entered: pin,
  right: outcome === 'right' ? pin : rightOne,
});

/** The first thing of a row that was not as it is with the reference PIN. */
export class Told extends Error {}

/** What can be observed of a row of visits that are all made with one PIN. */
export class Reference {
  readonly holder: PinHolder;
  readonly outcome: Outcome;
  readonly #observed: readonly string[];

  private constructor(holder: PinHolder, outcome: Outcome, observed: readonly string[]) {
    this.holder = holder;
    this.outcome = outcome;
    this.#observed = observed;
  }

  /** @param visits no row that is compared with it may be longer */
  static async make(holder: PinHolder, outcome: Outcome, visits: number): Promise<Reference> {
    const observed: string[] = [];
    const entries = Array.from({ length: visits }, () => entryOf(holder, outcome, '9999'));
    await visitsWithPins(entries, (what) => observed.push(what));
    return new Reference(holder, outcome, observed);
  }

  get things(): number {
    return this.#observed.length;
  }

  /**
   * Makes a visit with each PIN. Throws `Told` at the first thing that is not, to the byte and to the millisecond, as
   * it is with the reference PIN.
   * @param as how the PINs are entered; other than the reference's only to see that it is told apart
   */
  async compare(pins: readonly string[], as: Outcome = this.outcome): Promise<void> {
    let place = 0;
    let difference: string | null = null;
    const screens = await visitsWithPins(
      pins.map((pin) => entryOf(this.holder, as, pin)),
      (what) => {
        const expected = this.#observed[place];
        place += 1;
        // Noted only: thrown here, it would go through the reader.
        if (what !== expected) difference ??= `${what}\nwhere another PIN brings\n${expected}`;
      },
    );
    if (difference !== null) throw new Told(difference);
    const after = screenAfter[this.holder][as];
    if (place === 0 || screens.some((screen) => screen !== after))
      throw new Told(`after an entry came ${screens.find((screen) => screen !== after)}, not ${after}`);
  }
}
