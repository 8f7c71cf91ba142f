import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CardContents } from '../../../simulator/card/engine/contents.ts';
import { personalise } from '../../../simulator/card/issuing/personalise.ts';
import { apdu, bytes, hex, jpki, person, placed, selectFile, surface, today } from './placed-card.ts';

const message = Buffer.from('the challenge of the back end');
const digest = createHash('sha256').update(message).digest();
const digestInfo = `3031300D060960864801650304020105000420${hex(digest)}`;

describe('kinds of cards', () => {
  it('a broken card is silent', () => {
    const { chip } = placed('broken-card');
    expect(chip.powerOn()).toBeNull();
    expect(chip.transmit(bytes(jpki))).toHaveLength(0);
  });

  it('another card answers SELECT with 6A82', () => {
    const card = placed('other-card');
    expect(card.chip.powerOn()).not.toBeNull();
    expect(card.send(jpki)).toBe('6A82');
    expect(card.send(surface)).toBe('6A82');
  });

  it('a face-only card has no secrets of JPKI and nothing that they open', () => {
    const card = placed('face-only');
    for (const file of ['0001', '0002', '0018', '001A', '001B'])
      expect(card.send(jpki, selectFile(file))).toBe('6A82');
    expect(card.send(selectFile('000A'))).toBe('9000');
    expect(card.send('00B0880000')).toBe('008F009000');
    expect(card.send(apdu('802A0097', digestInfo, '00'))).toBe('6982');
  });

  it('says in its token information that it is a card', () => {
    const card = placed();
    card.send(jpki, selectFile('0006'));
    const token = card.read();
    expect(token).toHaveLength(160);
    expect(Buffer.from(token).toString('latin1')).toMatch(/^JPKIAPICCTOKEN2 {17}TEST {28}E16R01NJ {8}/);
    expect(hex(token.subarray(96, 124))).toBe('0000040D000000010000000000000001000000000000001000000006');
  });

  it('holds the same bytes for the same person and day, whoever asks first', () => {
    const again = { ...person('insured') };
    expect(personalise(again, today)).not.toBe(personalise(person('insured'), today));
    expect(personalise(again, today)).toBe(personalise(again, { ...today }));
    const bytesOf = (contents: CardContents): string[] =>
      contents.applications.flatMap(({ files }) =>
        [...files.values()].map((file) => (file.kind === 'transparent' ? hex(file.bytes) : file.kind)),
      );
    expect(bytesOf(personalise(again, today))).toEqual(bytesOf(personalise(person('insured'), today)));
    expect(bytesOf(personalise(again, { ...today, day: 3 }))).not.toEqual(bytesOf(personalise(again, today)));
  });
});
