import { describe, expect, it } from 'vitest';
import type { EligibilityAnswer } from '../../../host-bridge/eligibility/api.ts';
import { Desk, ended, identified } from './desk.ts';
import { eligibleAnswer } from './fake-back-end.ts';

const begun = async (change: (desk: Desk) => void = () => {}) => {
  const desk = new Desk();
  change(desk);
  const reader = desk.reader();
  const bridge = desk.bridge();
  await desk.clock.advance(10);
  return { desk, reader, bridge };
};

describe('what a reader asks of the back end', () => {
  it('a challenge comes back as the bytes to sign, under the number of its request', async () => {
    const { desk, reader, bridge } = await begun();
    const visit = reader.nextVisit();
    reader.say({ type: 'visitBegan', visit });
    reader.say({ type: 'challengeRequest', request: 5, visit });
    await desk.clock.advance(0);
    expect(reader.last('challenge')).toMatchObject({ request: 5, nonce: Uint8Array.of(0, 1, 2, 3) });
    await bridge.stop();
  });

  it('a registration comes back as whether the card is registered now', async () => {
    const { desk, reader, bridge } = await begun((desk) => {
      desk.backEnd.registered = false;
    });
    const visit = await identified(desk, reader);
    reader.say({ type: 'registrationRequest', request: 6, visit });
    await desk.clock.advance(0);
    expect(reader.last('registrationAnswer')).toEqual({
      type: 'registrationAnswer',
      request: 6,
      registered: false,
    });
    await bridge.stop();
  });

  it('an eligibility request carries the reader, the institution and the grace rule of the facility', async () => {
    const { desk, reader, bridge } = await begun((desk) => {
      desk.facility = { ...desk.facility, institutionCode: '1234567890', graceRule: 'sameDay' };
    });
    let body: unknown;
    const call = desk.backEnd.call.bind(desk.backEnd);
    desk.backEnd.call = (operation, request) => {
      body = request;
      return call(operation, request);
    };
    const visit = await identified(desk, reader);
    expect(body).toEqual({
      visit,
      reader: 'FCR-000001',
      institution: '1234567890',
      graceRule: 'sameDay',
      medium: 'card',
      method: 'face',
      nonce: Buffer.alloc(32).toString('base64url'),
      certificate: Buffer.alloc(700).toString('base64url'),
      signature: Buffer.alloc(256).toString('base64url'),
    });
    await bridge.stop();
  });

  it('says nothing of recipient certificates where the facility does not ask about them', async () => {
    const { desk, reader, bridge } = await begun((desk) => {
      desk.facility = { ...desk.facility, recipientQuestion: false };
    });
    await identified(desk, reader);
    expect(reader.last('eligibilityAnswer')).toMatchObject({ recipientCertificates: false });
    await bridge.stop();
  });

  describe.each([
    ['current', 'shift_jis', 'jis-x-0208', '●● ●'],
    ['current', 'shift_jis', 'cp932', '髙﨑 ●'],
    ['current', 'utf-8', 'jis-x-0208', '髙﨑 𠮷'],
    ['next-generation', 'shift_jis', 'jis-x-0208', '髙﨑 𠮷'],
    ['next-generation-minimal', 'shift_jis', 'jis-x-0208', '髙﨑 𠮷'],
    ['maker-x', 'shift_jis', 'jis-x-0208', '髙﨑 𠮷'],
  ] as const)(
    'a reader of profile %s at a facility with %s, %s',
    (profile, encoding, characterProfile, shown) => {
      it(`is sent the name 髙﨑 𠮷 as ${shown} for its screen`, async () => {
        const desk = new Desk();
        desk.facility = { ...desk.facility, encoding, characterProfile };
        desk.backEnd.eligibility = { ...eligibleAnswer, name: '髙﨑 𠮷' };
        const reader = desk.reader();
        reader.profile = profile;
        const bridge = desk.bridge();
        await desk.clock.advance(10);
        await identified(desk, reader);
        expect(reader.last('eligibilityAnswer')).toMatchObject({ name: shown, kana: eligibleAnswer.kana });
        await bridge.stop();
      });
    },
  );

  it('keeps no answer on record for a card that was turned down', async () => {
    const revoked: EligibilityAnswer = {
      verdict: 'card_revoked',
      registered: false,
      recipientCertificates: false,
      records: [],
    };
    const { desk, reader, bridge } = await begun((desk) => {
      desk.backEnd.eligibility = revoked;
    });
    const visit = await identified(desk, reader);
    expect(reader.last('eligibilityAnswer')).toMatchObject({ verdict: 'card_revoked', name: null });
    expect(desk.journal.find(visit)).toBeNull();
    await ended(desk, reader, visit, 'problem');
    expect(desk.receipt.list()).toEqual([]);
    await bridge.stop();
  });

  it('keeps of a card that was turned down what the desk is told, and nothing of the person', async () => {
    const { desk, reader, bridge } = await begun((desk) => {
      desk.backEnd.eligibility = {
        verdict: 'card_revoked',
        registered: false,
        recipientCertificates: false,
        records: [],
        notice: { code: 'EMU-464', message: '窓口へ' },
      };
    });
    const visit = await identified(desk, reader);
    expect(desk.journal.find(visit)).toMatchObject({
      validity: null,
      eligibility: null,
      notice: '{"code":"EMU-464","detail":{}}',
    });
    await ended(desk, reader, visit, 'refused');
    const status = bridge.visits(0).find((one) => one.visit === visit);
    expect(status).toMatchObject({ outcome: 'refused', notice: 'EMU-464' });
    expect(status?.todo?.en).toContain('photo ID');
    expect(desk.receipt.list()).toEqual([]);
    await bridge.stop();
  });

  it('lets a card that was turned down take back what was on record of the one before', async () => {
    const { desk, reader, bridge } = await begun();
    const visit = await identified(desk, reader);
    const { validity: _, ...rest } = eligibleAnswer;
    desk.backEnd.eligibility = { ...rest, verdict: 'card_suspended', records: [] };
    reader.say({
      type: 'eligibilityRequest',
      request: 9,
      visit,
      medium: 'card',
      method: 'pin',
      nonce: new Uint8Array(1),
      certificate: new Uint8Array(1),
      signature: new Uint8Array(1),
    });
    await desk.clock.advance(0);
    expect(desk.journal.find(visit)).toMatchObject({ validity: null, eligibility: null });
    await bridge.stop();
  });

  it('is reported as a problem and asked again while the back end is away, as long as the visit lasts', async () => {
    const { desk, reader, bridge } = await begun((desk) => {
      desk.backEnd.failing = 'EMU-420';
    });
    const visit = await identified(desk, reader);
    expect(reader.last('problemReport')).toMatchObject({ code: 'EMU-420' });
    await desk.clock.advance(4_000);
    expect(desk.backEnd.callsOf('eligibility')).toBe(4);
    await ended(desk, reader, visit, 'problem');
    await desk.clock.advance(60_000);
    expect(desk.backEnd.callsOf('eligibility')).toBe(4);
    await bridge.stop();
  });

  it('is refused (EMU-506) when too much is under way for one visit, and sent later', async () => {
    const { desk, reader, bridge } = await begun((desk) => {
      desk.backEnd.late = true;
    });
    const visit = await identified(desk, reader);
    for (let request = 101; request <= 108; request += 1)
      reader.say({ type: 'challengeRequest', request, visit });
    await desk.clock.advance(0);
    expect(reader.last('problemReport')).toEqual({ type: 'problemReport', request: 108, code: 'EMU-506' });
    expect(desk.backEnd.calls).toHaveLength(8);
    desk.backEnd.release();
    await desk.clock.advance(500);
    expect(reader.last('challenge')).toMatchObject({ request: 108 });
    expect(reader.count('challenge')).toBe(1);
    await bridge.stop();
  });

  it('that is asked again is sent at once, and only the newer one is answered', async () => {
    const { desk, reader, bridge } = await begun((desk) => {
      desk.backEnd.failing = 'EMU-420';
    });
    const visit = reader.nextVisit();
    reader.say({ type: 'visitBegan', visit });
    reader.say({ type: 'challengeRequest', request: 1, visit });
    await desk.clock.advance(2_000);
    const before = desk.backEnd.callsOf('challenge');
    desk.backEnd.failing = null;
    reader.say({ type: 'challengeRequest', request: 2, visit });
    await desk.clock.advance(0);
    expect(reader.last('challenge')).toMatchObject({ request: 2 });
    await desk.clock.advance(20_000);
    expect(desk.backEnd.callsOf('challenge')).toBe(before + 1);
    expect(reader.count('challenge')).toBe(1);
    await bridge.stop();
  });

  it('is observed by operation, visit and result, and by nothing that names a person', async () => {
    const { desk, reader, bridge } = await begun();
    const visit = await identified(desk, reader);
    expect(desk.events('answered')).toEqual([
      { event: 'answered', operation: 'eligibility', visit, result: 'ok' },
    ]);
    expect(JSON.stringify(desk.observed)).not.toContain('見本');
    await bridge.stop();
  });

  it('takes a client that throws against its word for a back end that is away', async () => {
    const { desk, reader, bridge } = await begun((desk) => {
      desk.backEnd.call = () => Promise.reject(new Error('boom'));
    });
    await identified(desk, reader);
    expect(reader.last('problemReport')).toMatchObject({ code: 'EMU-420' });
    expect(bridge.busy).toBe(0);
    await bridge.stop();
  });
});
