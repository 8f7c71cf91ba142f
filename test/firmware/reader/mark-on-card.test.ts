import { describe, expect, it } from 'vitest';
import { faceOnlyMark } from '../../../simulator/card/parts/printed-face.ts';
import type { PhysicalCard } from '../../../simulator/peripherals/card-rest.ts';
import { VirtualDesk } from './virtual-desk.ts';

/** The chip of a person's card, with another mark on its face. */
function marked({ chip, face }: PhysicalCard, mark: typeof faceOnlyMark | null): PhysicalCard {
  if (face === null) throw new Error('nothing is printed on the card');
  return { chip, face: { ...face, mark } };
}

const offered = ({ reader }: VirtualDesk) => reader.status?.view?.choices.map(({ key }) => key).join(' ');

describe('a card whose mark and chip disagree', () => {
  it('is offered its PIN, by the chip, though 「顔認証」 is written on it', async () => {
    const desk = await VirtualDesk.open();
    desk.reader.place(marked(desk.desk.cards.of('insured'), faceOnlyMark));
    await desk.desk.quiet();
    expect(desk.reader.cardMark).toBe(faceOnlyMark);
    expect(desk.screen).toBe('choose_method');
    expect(offered(desk)).toBe('1 2 9 0 *');
    await desk.press('21234#');
    expect(desk.screen).toBe('consent_all');
  });

  it('is not asked for a PIN that its chip does not have, though nothing is written on it', async () => {
    const desk = await VirtualDesk.open();
    desk.reader.place(marked(desk.desk.cards.of('face-only'), null));
    await desk.desk.quiet();
    expect(desk.reader.cardMark).toBeNull();
    expect(desk.screen).toBe('choose_method');
    expect(offered(desk)).toBe('1 9 0 *');
    await desk.press('2');
    expect(desk.screen).toBe('choose_method');
    await desk.see('match');
    await desk.press('1');
    expect(desk.screen).toBe('consent_all');
  });
});
