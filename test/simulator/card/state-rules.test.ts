import { describe, expect, it } from 'vitest';
import { apdu, ascii, jpki, password, pin, placed, selectFile, surface } from './placed-card.ts';

const rightPin = apdu('00200098', pin);
const wrongPin = apdu('00200098', ascii('0000'));
const pinTries = '00200098';
const rightPassword = apdu('0020009B', password);
const signAsUser = apdu('802A0097', '01'.repeat(51), '00');
const signAsSigner = apdu('802A009A', '01'.repeat(51), '00');
const signed = /^.{512}9000$/;

describe('state of a card', () => {
  it('is kept for each secret: the PIN opens its key only, the password its key and certificate only', () => {
    const card = placed();
    card.send(jpki, rightPin);
    expect(card.send(signAsUser)).toMatch(signed);
    expect(card.send(signAsSigner)).toBe('6982');
    expect(card.send('00B0810001')).toBe('6982');
    const other = placed();
    other.send(jpki, rightPassword);
    expect(other.send(signAsUser)).toBe('6982');
    expect(other.send(signAsSigner)).toMatch(signed);
    expect(other.send('00B0810001')).toBe('309000');
  });

  it.each([
    ['selecting an application', jpki],
    ['selecting another application and back', `${surface} ${jpki}`],
  ])('forgets proofs and current file on %s', (_, commands) => {
    const card = placed();
    card.send(jpki, rightPin, selectFile('0017'));
    card.send(...commands.split(' '));
    expect(card.send('00B0000001')).toBe('6986');
    expect(card.send(signAsUser)).toBe('6982');
  });

  it.each(['reset', 'powerOff'] as const)('forgets proofs, application and current file on %s', (what) => {
    const card = placed();
    card.send(jpki, rightPin, selectFile('0017'));
    card.chip[what]();
    card.chip.powerOn();
    expect(card.send(selectFile('0017'))).toBe('6A82');
    expect(card.send(jpki, signAsUser)).toBe('6982');
  });

  it('forgets the proof of a secret when it is given wrong, and of no other', () => {
    const card = placed();
    card.send(jpki, rightPin, rightPassword);
    expect(card.send(wrongPin)).toBe('63C2');
    expect(card.send(signAsUser)).toBe('6982');
    expect(card.send(signAsSigner)).toMatch(signed);
  });

  it('is not lost when an application is not found', () => {
    const card = placed();
    card.send(jpki, rightPin);
    expect(card.send('00A4040C05A000000003')).toBe('6A82');
    expect(card.send(signAsUser)).toMatch(signed);
  });

  it('counts each wrong try down, and the right one back to full', () => {
    const card = placed();
    card.send(jpki);
    expect([wrongPin, wrongPin].map((command) => card.send(command))).toEqual(['63C2', '63C1']);
    expect(card.send(rightPin)).toBe('9000');
    expect(card.send(pinTries)).toBe('63C3');
  });

  it('does not count back by reset, power or another application', () => {
    const card = placed();
    card.send(jpki, wrongPin);
    card.chip.reset();
    card.chip.powerOff();
    card.chip.powerOn();
    expect(card.send(surface, jpki, pinTries)).toBe('63C2');
  });

  it('answers the try that locks with 63C0, later ones with 6984, and a locked secret stays locked', () => {
    const card = placed();
    card.send(jpki);
    expect([1, 2, 3].map(() => card.send(wrongPin))).toEqual(['63C2', '63C1', '63C0']);
    expect(card.send(wrongPin)).toBe('6984');
    expect(card.send(rightPin)).toBe('6984');
    expect(card.send(signAsUser)).toBe('6982');
  });

  it('counts each secret by itself: 3, 5 and 10 tries', () => {
    const card = placed();
    card.send(jpki, wrongPin, wrongPin, wrongPin);
    expect(card.send('0020009B')).toBe('63C5');
    expect(card.send(rightPassword)).toBe('9000');
    expect(['11', '12', '13'].map((_, i) => card.send(surface, `0020009${i + 1}`))).toEqual([
      '63CA',
      '63CA',
      '63CA',
    ]);
  });

  it('still answers a question about a locked secret with 63C0', () => {
    const card = placed('pin-locked');
    expect(card.send(jpki, pinTries)).toBe('63C0');
    expect(card.send(rightPin)).toBe('6984');
  });

  it('answers a question about a proved secret with the tries, not with 9000', () => {
    const card = placed();
    expect(card.send(jpki, rightPin, pinTries)).toBe('63C3');
    expect(card.send(signAsUser)).toMatch(signed);
  });

  it('keeps a proof while files are selected', () => {
    const card = placed();
    card.send(jpki, selectFile('0018'), apdu('00200080', pin), selectFile('000A'), selectFile('0017'));
    expect(card.send(apdu('802A0080', '01'.repeat(51), '00'))).toMatch(signed);
    expect(card.send(apdu('802A0080', '01'.repeat(51), '00'))).toMatch(signed);
  });

  it('answers what clients try before they find JPKI with an error', () => {
    const card = placed();
    for (const probe of [
      '00CADF3000',
      '00CB3FFF00',
      '00A4040C07A0000000041010',
      '00A4000C023F00',
      '00A40000023F00',
    ]) {
      expect(card.send(probe)).toMatch(/^6[A-D]..$/);
    }
    expect(card.send(jpki)).toBe('9000');
  });
});
