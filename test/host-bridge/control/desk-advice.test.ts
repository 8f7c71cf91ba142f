import { describe, expect, it } from 'vitest';
import type { DeskAdvice } from '../../../host-bridge/control/advice.ts';
import { type DeskCase, deskAdvice } from '../../../host-bridge/control/desk-advice.ts';
import type { Problem } from '../../../protocol/errors.ts';
import { endReasons, visitHints, visitOutcomes } from '../../../protocol/messages.ts';

const validities = [null, '1', '2', '3', '4', '5', '6'] as const;
const problem = (code: Problem['code'], detail: Problem['detail'] = {}): Problem => ({ code, detail });

const advice = (visit: Partial<DeskCase>): DeskAdvice | null =>
  deskAdvice({
    outcome: null,
    reason: null,
    validity: null,
    notice: null,
    hints: [],
    called: null,
    unanswered: null,
    unwritten: null,
    chosen: { recipient: null, prescription: null },
    disaster: false,
    ...visit,
  });
const ja = (visit: Partial<DeskCase>): string => advice(visit)?.ja ?? '';

describe('Advice to the desk', () => {
  it('is nothing while a visit goes well, and nothing for one that did or never began', () => {
    for (const validity of [null, '1'] as const) expect(advice({ validity })).toBeNull();
    expect(advice({ outcome: 'accepted', validity: '1' })).toBeNull();
    expect(advice({ outcome: 'cancelled', reason: 'not_begun' })).toBeNull();
  });

  it('stands in both languages for every outcome with every reason and validity that asks for something', () => {
    for (const outcome of visitOutcomes) {
      for (const reason of [null, ...endReasons]) {
        for (const validity of validities) {
          const given = advice({ outcome, reason, validity });
          if (given === null) continue;
          expect(given.ja).toMatch(/。$/);
          expect(given.en).toMatch(/[.]$/);
          expect(given.ja + given.en).not.toMatch(/undefined|null|\{/);
        }
      }
    }
  });

  it('says that the file of an accepted visit has not reached the receipt computer, why, and what to look at', () => {
    const unwritten = problem('EMU-523', { name: 'OQSsiquc01res_face_1.xml', reason: 'ENOSPC' });
    const given = advice({ outcome: 'accepted', validity: '1', unwritten });
    for (const text of [given?.ja, given?.en]) expect(text).toContain('ENOSPC');
    expect(given?.ja).toContain('まだレセコンに渡っていません');
    expect(given?.ja).toContain('空き容量');
    expect(given?.en).toContain('Check free space');
  });

  it('has a sentence of its own for every reason but that of a visit that never began', () => {
    const reasons = endReasons.filter((reason) => reason !== 'not_begun');
    const texts = reasons.map((reason) => ja({ outcome: 'abandoned', reason }));
    expect(new Set(texts).size).toBe(reasons.length);
    expect(texts).not.toContain('');
  });

  it.each(['2', '3', '4'] as const)(
    'for validity %s asks for マイナポータル, else for the 資格申立書',
    (validity) => {
      const given = advice({ outcome: 'problem', validity });
      for (const text of [given?.ja, given?.en]) expect(text).toMatch(/マイナポータル.*被保険者資格申立書/);
    },
  );

  it('differs for every validity of a problem', () => {
    const texts = validities.map((validity) => ja({ outcome: 'problem', validity }));
    expect(new Set(texts).size).toBe(validities.length);
  });

  it('tells a declined registration, one that failed and a check-in that was not completed apart', () => {
    const valid = { outcome: 'problem', validity: '1' } as const;
    const declined = ja({ ...valid, reason: 'registration_declined' });
    const failed = ja({ ...valid, reason: 'registration_failed' });
    const unfinished = ja({ ...valid, reason: 'host_silent' });
    expect(declined).toContain('登録をしないことを本人が選びました');
    expect(failed).toContain('登録ができませんでした');
    expect(unfinished).toContain('受付が完了していません');
    expect(unfinished).not.toContain('登録');
    expect(ja(valid)).toBe(unfinished);
  });

  it('names the clock where a certificate counts as expired, for that may be what is wrong', () => {
    const given = advice({ outcome: 'refused', reason: 'card_expired' });
    expect([given?.en, given?.ja]).toEqual([
      expect.stringContaining('clock of the desk'),
      expect.stringContaining('端末の時計'),
    ]);
  });

  it('says why the back end could not be asked, and what to do without it', () => {
    const given = advice({ outcome: 'problem', reason: 'host_silent', unanswered: problem('EMU-420') });
    expect(given?.ja).toMatch(
      /^バックエンドにつながりません。資格を確認できませんでした。.*被保険者資格申立書/,
    );
    expect(given?.en).toMatch(/^The back end cannot be reached\. The eligibility could not be checked/);
  });

  it('during maintenance says until when, and sends nobody to look at the cables', () => {
    const unanswered = problem('EMU-480', { until: '2026-11-02 12:00' });
    const given = advice({ outcome: 'problem', reason: 'host_silent', unanswered });
    expect(given?.ja).toMatch(/2026-11-02 12:00 までメンテナンス中.*被保険者資格申立書/);
    expect(given?.ja).not.toContain('接続');
    expect(given?.en).toMatch(/under maintenance until 2026-11-02 12:00.*被保険者資格申立書/);
  });

  it('is what the back end said of a card that it turned down, before what the reader says', () => {
    const given = advice({ outcome: 'refused', reason: 'card_revoked', notice: problem('EMU-464') });
    expect(given?.ja).toContain('資格確認書');
    expect(given?.en).toContain('photo ID');
  });

  it.each([
    ['EMU-446', '資格確認書'],
    ['EMU-447', '資格確認書'],
    ['EMU-448', '一時停止の窓口'],
    ['EMU-449', '申請により'],
    ['EMU-451', '時計'],
  ] as const)('of %s names what helps: %s', (code, words) => {
    expect(ja({ outcome: 'refused', notice: problem(code) })).toContain(words);
  });

  it.each(['EMU-440', 'EMU-441'] as const)('is to have the certificate renewed after %s', (code) => {
    const given = advice({ outcome: 'accepted', validity: '1', notice: problem(code) });
    expect(given?.ja).toContain('更新');
    expect(given?.en).toContain('renew');
    expect(ja({ outcome: 'cancelled', validity: '1', notice: problem(code) })).not.toContain('更新');
    expect(advice({ validity: '1', notice: problem(code) })).toBeNull();
  });

  it('asks whoever has medical aid and is not registered to register, and nothing once that is done', () => {
    expect(ja({ outcome: 'problem', validity: '6', reason: 'host_silent' })).toMatch(
      /登録と受付.*福祉事務所/,
    );
    expect(ja({ outcome: 'problem', validity: '6', reason: 'registration_declined' })).toContain(
      '本人が選びました',
    );
    expect(advice({ outcome: 'accepted', validity: '6' })).toBeNull();
  });

  it('is why a card could not be judged, in whole sentences, and how its holder is received', () => {
    const given = advice({ outcome: 'problem', notice: problem('EMU-340', { reason: 'not a CRL' }) });
    expect(given?.ja).toMatch(/失効リスト.*マイナポータル.*被保険者資格申立書/);
    expect(given?.en).toMatch(/\(not a CRL\).*マイナポータル.*被保険者資格申立書/);
    expect(ja({ outcome: 'problem', notice: problem('EMU-451') })).toMatch(/時計.*被保険者資格申立書/);
  });

  it('stays with the validity where the insurance is the problem', () => {
    const given = advice({ outcome: 'problem', validity: '2', notice: problem('EMU-442') });
    expect(given).toEqual(advice({ outcome: 'problem', validity: '2' }));
  });

  it('is there as soon as the reader calls, while the person still stands before it', () => {
    expect(ja({ called: 'asked' })).toContain('係員が呼ばれています');
    expect(ja({ called: 'identity' })).toContain('見て確認');
    expect(ja({ called: 'card_left', validity: '1' })).toContain('本人に渡してください');
    expect(advice({ called: 'problem', validity: '2' })).toEqual(
      advice({ outcome: 'problem', validity: '2' }),
    );
    expect(ja({ called: 'refused', notice: problem('EMU-448') })).toContain('一時停止');
  });

  it.each(visitHints)('gives the hint %s whatever the outcome, after what the outcome asks for', (hint) => {
    const given = ja({ outcome: 'accepted', validity: '1', hints: [hint] });
    expect(given).toMatch(/。$/);
    const outcome = ja({ outcome: 'cancelled' });
    expect(ja({ outcome: 'cancelled', hints: [hint] })).toBe(outcome + given);
  });

  it('accuses nobody of holding a picture to the camera', () => {
    const given = advice({ outcome: 'accepted', hints: ['presentation_attack'] });
    expect(given?.ja).toContain('可能性');
    expect(given?.en).toContain('may have been');
  });

  it('says what the person has chosen, once it counts', () => {
    const chosen = { recipient: true, prescription: 'paper' } as const;
    expect(ja({ outcome: 'accepted', chosen })).toMatch(/受給者証を使う.*紙の処方箋/);
    expect(ja({ outcome: 'accepted', chosen: { recipient: false, prescription: 'electronic' } })).toBe(
      '電子処方箋を希望しています。',
    );
    expect(ja({ outcome: 'cancelled', chosen })).not.toMatch(/受給者証|処方箋/);
  });

  it('points to the search by four facts where disaster mode is on and a check-in failed', () => {
    expect(ja({ outcome: 'refused', reason: 'card_unreadable', disaster: true })).toContain('災害時モード');
    expect(advice({ outcome: 'accepted', validity: '1', disaster: true })).toBeNull();
  });
});
