import { describe, expect, it } from 'vitest';
import { offered, openPicker, type Picker, pickerKey } from '../../../simulator/ui/terminal/picker.ts';

const people = ['insured', 'elderly', 'expired', 'expiring'].map((id) => ({ id, about: id }));

/** What a row of keys leads to. */
function leadsTo(...keys: readonly (readonly [name: string | undefined, text: string])[]) {
  let picker: Picker = openPicker('Whose card?', people);
  for (const [name, text] of keys) {
    const step = pickerKey(picker, name, text);
    if (!('picker' in step)) return step;
    picker = step.picker;
  }
  return { open: offered(picker).map(({ id }) => id), at: picker.at };
}

describe('The picker', () => {
  it('takes the first where nothing was chosen', () => {
    expect(leadsTo(['return', '\r'])).toEqual({ picked: 'insured' });
  });
  it('moves by arrow keys, round at both ends', () => {
    expect(leadsTo(['down', ''], ['down', ''], ['return', '\r'])).toEqual({ picked: 'expired' });
    expect(leadsTo(['up', ''], ['return', '\r'])).toEqual({ picked: 'expiring' });
  });
  it('narrows down to what was typed, and takes that', () => {
    expect(leadsTo(['e', 'e'], ['x', 'x'])).toEqual({ open: ['expired', 'expiring'], at: 0 });
    expect(leadsTo(['e', 'e'], ['x', 'x'], ['down', ''], ['return', '\r'])).toEqual({ picked: 'expiring' });
  });
  it('takes a letter back', () => {
    expect(leadsTo(['e', 'e'], ['x', 'x'], ['backspace', '\b'])).toEqual({
      open: ['elderly', 'expired', 'expiring'],
      at: 0,
    });
  });
  it('offers everybody where nobody has such a name', () => {
    expect(leadsTo(['z', 'z'])).toEqual({ open: ['insured', 'elderly', 'expired', 'expiring'], at: 0 });
  });
  it('is left by Escape with nothing picked', () => {
    expect(leadsTo(['down', ''], ['escape', '\x1b'])).toEqual({ left: true });
  });
});
