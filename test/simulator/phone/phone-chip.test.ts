import { describe, expect, it } from 'vitest';
import { volatileCardMemory } from '../../../simulator/card/engine/card-memory.ts';
import { issuePhone } from '../../../simulator/phone/issue-phone.ts';
import { VirtualPhone } from '../../../simulator/phone/phone.ts';
import { bytes, hex, jpki, person, today } from '../card/placed-card.ts';

const name = bytes('D2760000850101');
const selectBeside = '00A4040007D2760000850101';
const readToken = '00B0860020';
const answerToSelect = Uint8Array.of(0x05, 0x78, 0x80, 0x70, 0x02);

/** An iPhone with an application beside its secure element that answers everything with its own word. */
function phone() {
  const contents = issuePhone(person('iphone'), today);
  if (contents === null) throw new Error('no iPhone');
  const heard: string[] = [];
  let left = 0;
  const beside = {
    names: [name],
    transmit: (apdu: Uint8Array) => {
      heard.push(hex(apdu));
      return bytes('CAFE9000');
    },
    leaveField: () => {
      left += 1;
    },
  };
  const { chip } = new VirtualPhone({
    kind: 'iphone',
    contents,
    memory: volatileCardMemory(),
    beside: () => [beside],
  });
  return { chip, heard, left: () => left, send: (command: string) => hex(chip.transmit(bytes(command))) };
}

describe('the chip of a phone', () => {
  it('gives its answer to select, and nothing without power', () => {
    const { chip, send } = phone();
    expect(send(jpki)).toBe('');
    expect(chip.powerOn()).toEqual(answerToSelect);
    chip.powerOff();
    expect(send(selectBeside)).toBe('');
  });

  it('is spoken to at the application that was selected by name', () => {
    const { chip, send, heard } = phone();
    chip.powerOn();
    expect([send(jpki), send(readToken).slice(0, 8)]).toEqual(['9000', hex(Buffer.from('JPKI'))]);
    expect([send(selectBeside), send(readToken)]).toEqual(['CAFE9000', 'CAFE9000']);
    expect(heard).toEqual([selectBeside, readToken]);
    expect([send(jpki), send(readToken).slice(0, 8)]).toEqual(['9000', hex(Buffer.from('JPKI'))]);
    expect(heard).toHaveLength(2);
  });

  it('begins at its secure element whenever it gets power, and what was under way is forgotten', () => {
    const { chip, send, left } = phone();
    chip.powerOn();
    send(selectBeside);
    chip.powerOff();
    expect(left()).toBe(1);
    chip.powerOn();
    expect(send(readToken)).toBe('6A82');
  });
});
