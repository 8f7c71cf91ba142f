import { describe, expect, it } from 'vitest';
import { deskAdvice } from '../../../host-bridge/control/desk-advice.ts';

const validities = [null, '1', '2', '3', '4', '5', '6'] as const;

describe('Advice to the desk', () => {
  it.each(['accepted', 'cancelled', null] as const)('is nothing for %s', (outcome) => {
    for (const validity of validities) expect(deskAdvice(outcome, validity, null)).toBeNull();
  });

  it.each(['2', '3', '4'] as const)(
    'for validity %s asks for マイナポータル, else for the 資格申立書',
    (validity) => {
      const advice = deskAdvice('problem', validity, null);
      for (const text of [advice?.ja, advice?.en]) expect(text).toMatch(/マイナポータル.*被保険者資格申立書/);
    },
  );

  it('differs for every validity of a problem', () => {
    const texts = validities.map((validity) => deskAdvice('problem', validity, null)?.ja);
    expect(new Set(texts).size).toBe(validities.length);
  });

  it.each(['refused', 'abandoned'] as const)('says in both languages what to do after %s', (outcome) => {
    const advice = deskAdvice(outcome, null, null);
    expect(advice?.ja).toMatch(/ください。/);
    expect(advice?.en).toMatch(/^[\x20-\x7e資格確認書]+$/);
  });

  it('is what the back end said of a card that it turned down', () => {
    const advice = deskAdvice('refused', null, { code: 'EMU-464', detail: {} });
    expect(advice?.ja).toContain('資格確認書');
    expect(advice?.en).toContain('photo ID');
  });

  it.each([
    ['EMU-446', '資格確認書'],
    ['EMU-447', '資格確認書'],
    ['EMU-448', '一時停止の窓口'],
    ['EMU-449', '申請により'],
    ['EMU-451', '時計'],
  ] as const)('of %s names what helps: %s', (code, words) => {
    expect(deskAdvice('refused', null, { code, detail: {} })?.ja).toContain(words);
  });

  it.each(['EMU-440', 'EMU-441'] as const)('is to have the certificate renewed after %s', (code) => {
    const advice = deskAdvice('accepted', '1', { code, detail: {} });
    expect(advice?.ja).toContain('更新');
    expect(advice?.en).toContain('renew');
    for (const outcome of ['cancelled', null] as const)
      expect(deskAdvice(outcome, '1', { code, detail: {} })).toBeNull();
  });

  it('is why a card could not be judged, in whole sentences', () => {
    const advice = deskAdvice('problem', null, { code: 'EMU-340', detail: { reason: 'not a CRL' } });
    expect(advice?.ja).toContain('失効リスト');
    expect(advice?.en).toContain('(not a CRL)');
  });

  it('stays with the validity where the insurance is the problem', () => {
    const advice = deskAdvice('problem', '2', { code: 'EMU-442', detail: {} });
    expect(advice).toEqual(deskAdvice('problem', '2', null));
  });
});
