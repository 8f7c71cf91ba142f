import { describe, expect, it } from 'vitest';
import { commandName } from '../../../../simulator/devices/vpcd/command-name.ts';
import { bytes } from '../../card/placed-card.ts';

describe('A traced command', () => {
  it.each([
    ['00A4040C0AD392F000260100000001', 'SELECT D392F000260100000001'],
    ['00A4020C020018', 'SELECT 0018'],
    ['00200080', 'VERIFY (tries left?)'],
    ['0020008000', 'VERIFY (tries left?)'],
    ['0020008004' + '31323334', 'VERIFY'],
    ['0024018004' + '31323334', 'CHANGE REFERENCE DATA'],
    ['00B0000000', 'READ BINARY'],
    ['802A0080' + '02' + 'AABB' + '00', 'COMPUTE SIGNATURE'],
    ['00EE0000' + '04' + '31323334', 'instruction 00EE'],
    ['0020', 'cut off'],
    // Nobody's identifier is so long.
    [`00A4040C11${'31'.repeat(17)}`, 'SELECT'],
  ])('%s is told as %s', (apdu, name) => {
    expect(commandName(bytes(apdu))).toBe(name);
  });
});
