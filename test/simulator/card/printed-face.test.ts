import { describe, expect, it } from 'vitest';
import { printedFace } from '../../../simulator/card/parts/printed-face.ts';
import { person, today } from './placed-card.ts';

const faceOf = (id: string) => printedFace(person(id), today);

describe("what is printed on a card's face", () => {
  it('bears 「顔認証」 where the card is face-only, of either generation, and no mark elsewhere', () => {
    expect(faceOf('face-only')?.mark).toBe('顔認証');
    const next = person('next-card');
    expect(printedFace({ ...next, card: { ...next.card, faceOnly: true } }, today)?.mark).toBe('顔認証');
    for (const id of ['insured', 'elderly', 'pin-locked', 'next-card'])
      expect(faceOf(id)?.mark, id).toBeNull();
  });

  it('bears the number that a reader scans', () => {
    for (const id of ['insured', 'face-only', 'next-card'])
      expect(faceOf(id)?.number.reveal(), id).toMatch(/^\d{14}$/);
  });

  it('bears the last day of the card, whose year is in that number', () => {
    const face = faceOf('insured');
    expect(face?.expires).toEqual(person('insured').card.expires(today));
    expect(face?.number.reveal().slice(6, 10)).toBe(String(face?.expires.year));
  });

  it('is none that anything here reads, of another card or a broken one', () => {
    for (const id of ['other-card', 'broken-card']) expect(faceOf(id), id).toBeNull();
  });
});
