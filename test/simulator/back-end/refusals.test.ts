import { describe, expect, test } from 'vitest';
import type { OperationName } from '../../../host-bridge/eligibility/api.ts';
import { operations } from '../../../host-bridge/eligibility/api.ts';
import { refusal as refusalSchema } from '../../../host-bridge/refusal.ts';
import type { ErrorCode } from '../../../protocol/errors.ts';
import type { ReaderId } from '../../../protocol/ids.ts';
import { challengeLifeMs } from '../../../simulator/back-end/operations/challenge-life.ts';
import { refusalStatus } from '../../../simulator/back-end/refusal.ts';
import { cardAuthorityCertificate } from '../../../simulator/pki/cards/card-authority.ts';
import { createPki } from '../../../simulator/pki/link-and-tls.ts';
import { cardAnswer, person, type TestDesk, testDesk } from './desk.ts';

/** Asks, and expects this refusal with nothing kept and the refusal observed. */
function expectRefusal(desk: TestDesk, operation: OperationName, body: unknown, code: ErrorCode) {
  const rows = desk.store.visits();
  const { status, body: answer } = desk.backEnd.handle(operation, body);
  const refusal = refusalSchema.parse(answer);
  expect(refusal.code).toBe(code);
  expect(refusal.cause + refusal.remedy).not.toMatch(/[{}]/);
  for (const sentence of [refusal.ja.cause, refusal.ja.remedy]) {
    expect(sentence).toMatch(/[ぁ-んァ-ヶ]/);
    expect(sentence).not.toMatch(/[{}]/);
  }
  expect(status).toBe(refusalStatus[code as keyof typeof refusalStatus]);
  expect(desk.store.visits()).toEqual(rows);
  expect(desk.observed.at(-1)).toEqual({ event: 'refused', operation, code });
}

describe.each(Object.keys(operations) as OperationName[])(
  'a body that is not a request for %s',
  (operation) => {
    const bodies = [
      null,
      'text',
      7,
      [],
      {},
      { visit: 'no visit key' },
      { visit: 'FCR-000001.1.1', more: true },
    ];
    test.each(bodies.map((body) => ({ body })))('is refused: $body', ({ body }) => {
      expectRefusal(testDesk(), operation, body, 'EMU-400');
    });
  },
);

test('a refused body is answered with where it is wrong, never with what stood there', () => {
  const desk = testDesk();
  const { body } = desk.backEnd.handle(
    'use',
    desk.use(desk.newVisit(), { recipient: '見本　太郎' as never }),
  );
  expect(body).toMatchObject({ code: 'EMU-400', detail: { where: 'recipient' } });
  expect(JSON.stringify(body)).not.toContain('見本');
});

describe('eligibility is refused', () => {
  const insured = person('insured');

  test('for a visit of another reader', () => {
    const desk = testDesk();
    const request = desk.eligibilityRequest(insured, desk.newVisit(), { reader: 'FCR-000002' as ReaderId });
    expectRefusal(desk, 'eligibility', request, 'EMU-400');
  });

  test('without a challenge', () => {
    const desk = testDesk();
    const request = desk.eligibilityRequest(insured, desk.newVisit());
    expectRefusal(desk, 'eligibility', { ...request, visit: desk.newVisit() }, 'EMU-404');
  });

  test('over the challenge of another visit', () => {
    const desk = testDesk();
    const other = desk.eligibilityRequest(insured, desk.newVisit());
    const visit = desk.newVisit();
    desk.told('challenge', { visit });
    expectRefusal(desk, 'eligibility', { ...other, visit }, 'EMU-405');
  });

  test('over a challenge that is too old', () => {
    const desk = testDesk();
    const request = desk.eligibilityRequest(insured, desk.newVisit());
    desk.clock.moveBy(challengeLifeMs + 1);
    expectRefusal(desk, 'eligibility', request, 'EMU-406');
  });

  test('over a challenge that was used with another signature', () => {
    const desk = testDesk();
    const request = desk.eligibilityRequest(insured, desk.newVisit());
    desk.told('eligibility', request);
    expectRefusal(
      desk,
      'eligibility',
      { ...request, ...cardAnswer(person('elderly'), request.nonce) },
      'EMU-407',
    );
  });

  test.each([
    ['that is no certificate', 'AAAA', 'EMU-330'],
    ['that is empty', '', 'EMU-330'],
    ['in PEM', Buffer.from(createPki().tls.client.certificatePem).toString('base64url'), 'EMU-330'],
  ] as const)('with a certificate %s', (_, certificate, code) => {
    const desk = testDesk();
    expectRefusal(
      desk,
      'eligibility',
      desk.eligibilityRequest(insured, desk.newVisit(), { certificate }),
      code,
    );
  });

  test('with a certificate that bytes follow', () => {
    const desk = testDesk();
    const request = desk.eligibilityRequest(insured, desk.newVisit());
    const longer = Buffer.concat([Buffer.from(request.certificate, 'base64url'), Buffer.alloc(3)]);
    expectRefusal(desk, 'eligibility', { ...request, certificate: longer.toString('base64url') }, 'EMU-330');
  });

  test('with a certificate whose key no card has, and again when repeated', () => {
    const desk = testDesk();
    const pem = createPki().tls.client.certificatePem.replace(/-----[^-]+-----|\n/g, '');
    const certificate = Buffer.from(pem, 'base64').toString('base64url');
    const request = desk.eligibilityRequest(insured, desk.newVisit(), { certificate });
    expectRefusal(desk, 'eligibility', request, 'EMU-337');
    expectRefusal(desk, 'eligibility', request, 'EMU-337');
  });

  test.each([
    ['foreign', 'EMU-331'],
    ['forged', 'EMU-332'],
    ['wrong-usage', 'EMU-338'],
    ['wrong-policy', 'EMU-339'],
    ['damaged', 'EMU-330'],
  ] as const)('with a certificate that is %s', (defect, code) => {
    const desk = testDesk();
    const defective = { ...insured, certificate: { ...insured.certificate, defect } };
    expectRefusal(desk, 'eligibility', desk.eligibilityRequest(defective, desk.newVisit()), code);
  });

  test('with the certificate of an authority', () => {
    const desk = testDesk();
    const certificate = Buffer.from(cardAuthorityCertificate()).toString('base64url');
    const request = desk.eligibilityRequest(insured, desk.newVisit(), { certificate });
    expectRefusal(desk, 'eligibility', request, 'EMU-336');
  });

  test('with one changed bit in the certificate', () => {
    const desk = testDesk();
    const request = desk.eligibilityRequest(insured, desk.newVisit());
    const bytes = Buffer.from(request.certificate, 'base64url');
    bytes[bytes.length - 10] = (bytes[bytes.length - 10] ?? 0) ^ 1;
    expectRefusal(desk, 'eligibility', { ...request, certificate: bytes.toString('base64url') }, 'EMU-332');
  });

  test('for somebody whom the people file does not have', () => {
    const desk = testDesk();
    const visit = desk.newVisit();
    const { nonce } = desk.told('challenge', { visit });
    const stranger = { ...insured, id: 'stranger' };
    expectRefusal(desk, 'eligibility', desk.eligibilityRequest(stranger, visit, { nonce }), 'EMU-410');
  });

  test.each([
    ['of another card', ({ nonce }: { nonce: string }) => cardAnswer(person('elderly'), nonce).signature],
    ['over other bytes', () => cardAnswer(insured, 'AAAA').signature],
    ['of the wrong length', () => 'AAAA'],
    ['that is empty', () => ''],
  ])('with a signature %s', (_, signature) => {
    const desk = testDesk();
    const request = desk.eligibilityRequest(insured, desk.newVisit());
    expectRefusal(desk, 'eligibility', { ...request, signature: signature(request) }, 'EMU-411');
  });

  test.each([
    'AAAA',
    '',
    Buffer.alloc(96).toString('base64url'),
    Buffer.alloc(96, 255).toString('base64url'),
  ])('with a malformed signature of a next-generation card: %s', (signature) => {
    const desk = testDesk();
    const request = desk.eligibilityRequest(person('next-card'), desk.newVisit(), { signature });
    expectRefusal(desk, 'eligibility', request, 'EMU-411');
  });

  test('is refused once the visit is over', () => {
    const desk = testDesk();
    const visit = desk.newVisit();
    const request = desk.eligibilityRequest(insured, visit);
    desk.told('withdrawal', { visit });
    expectRefusal(desk, 'eligibility', request, 'EMU-414');
    expectRefusal(desk, 'challenge', { visit }, 'EMU-414');
  });
});

describe('after the order of a visit', () => {
  const judged = (id: string) => {
    const desk = testDesk();
    const visit = desk.newVisit();
    desk.told('eligibility', desk.eligibilityRequest(person(id), visit));
    return { desk, visit };
  };

  test('a use and a registration need an eligibility answer', () => {
    const desk = testDesk();
    const visit = desk.newVisit();
    expectRefusal(desk, 'use', desk.use(visit), 'EMU-412');
    expectRefusal(desk, 'registration', { visit }, 'EMU-412');
    desk.told('challenge', { visit });
    expectRefusal(desk, 'use', desk.use(visit), 'EMU-412');
  });

  test('a repeated use may not say something else', () => {
    const { desk, visit } = judged('insured');
    desk.told('use', desk.use(visit));
    expectRefusal(desk, 'use', desk.use(visit, { consent: null }), 'EMU-413');
  });

  test('nobody consents in the grace period', () => {
    const { desk, visit } = judged('grace');
    expectRefusal(desk, 'use', desk.use(visit), 'EMU-415');
  });

  test('a card that was turned down is not registered', () => {
    const { desk, visit } = judged('revoked');
    expectRefusal(desk, 'registration', { visit }, 'EMU-416');
  });

  test('a registration after the end of the visit is refused', () => {
    const { desk, visit } = judged('unregistered');
    desk.told('withdrawal', { visit });
    expectRefusal(desk, 'registration', { visit }, 'EMU-414');
  });
});
