import { describe, expect, it } from 'vitest';
import { screenIds, screens } from '../../../firmware/screens/catalogue.ts';
import { completeLanguages, text } from '../../../firmware/screens/texts.ts';
import { VirtualDesk } from './virtual-desk.ts';

const lines = (desk: VirtualDesk): string => (desk.reader.status?.view?.text ?? []).join('\n');

describe('A11Y-30 the face is never the only way', () => {
  it.each(['face_capture', 'face_retry', 'choose_method'] as const)(
    '%s leads to the PIN and to staff',
    (screen) => {
      const ids = screens[screen].choices.map(({ id }) => id);
      expect(ids).toContain('pin');
      expect(ids.some((id) => id === 'staff' || id === 'staff_check')).toBe(true);
    },
  );
});

describe('A11Y-68 an answer', () => {
  it('can be checked and changed before it takes effect', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    await desk.press('1');
    expect(desk.screen).toBe('consent_summary');
    expect(lines(desk)).toContain('同意する');
    expect(desk.outcome).toBeNull();
    await desk.press('*3');
    expect(desk.screen).toBe('consent_summary');
    expect(lines(desk)).toContain('同意しない');
    expect(desk.outcome).toBeNull();
    await desk.press('#');
    expect(desk.outcome).toBe('accepted');
  });

  it.each(completeLanguages)('has one label for one act, in %s', (language) => {
    const acts = new Map<string, Set<string>>();
    for (const id of screenIds) {
      for (const choice of screens[id].choices) {
        const label = text(`label.${choice.id}`, language);
        acts.set(label, (acts.get(label) ?? new Set()).add(choice.id));
      }
    }
    for (const [label, ids] of acts) expect([...ids], label).toHaveLength(1);
  });
});

describe('on the screen of languages', () => {
  it('0 calls staff, and the languages are there again after that', async () => {
    await using desk = await VirtualDesk.open();
    await desk.place();
    await desk.press('80');
    expect(desk.screen).toBe('call_staff');
    expect(desk.observed('staffCalled')).toEqual([{ event: 'staffCalled', why: 'asked' }]);
    await desk.press('*');
    expect(desk.screen).toBe('language');
  });

  it('9 ends the visit beneath', async () => {
    await using desk = await VirtualDesk.open();
    await desk.toConsent();
    await desk.press('89');
    expect([desk.screen, desk.outcome]).toEqual(['take_card', 'cancelled']);
  });

  it('9 leads back to rest where nobody is served', async () => {
    await using desk = await VirtualDesk.open();
    await desk.press('89');
    expect(desk.screen).toBe('idle');
    expect(desk.observed('visitBegan')).toEqual([]);
  });
});
