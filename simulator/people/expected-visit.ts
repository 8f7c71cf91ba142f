/**
 * How the default visit of a person must end: place the card, face, go through, agree to all, take the card. At a
 * clinic as it is without settings of its own, on the day given.
 */

import type { Day } from '../../firmware/calendar.ts';
import { type CertificateFacts, certificateVerdict } from '../../firmware/trust/verdict.ts';
import type { Validity } from '../../host-bridge/eligibility/api-fields.ts';
import { ok } from '../../protocol/result.ts';
import { decide } from '../back-end/decision.ts';
import { revocationOf } from '../pki/cards/certificate-register.ts';
import type { Person, PersonEntry } from './person.ts';

export interface Situation {
  readonly card: Person['card']['kind'];
  readonly status: Person['certificate']['status'];
  /** The user certificate as an authority stands behind it. */
  readonly certificate: CertificateFacts['certificate'];
  readonly validity: Validity;
  readonly registered: boolean;
  /** The back end holds 受給者証 of this person. */
  readonly recipientCertificates: boolean;
  /** Medical information of people insured like this may be viewed. */
  readonly viewing: boolean;
}

type ExpectedVisit = PersonEntry['defaultVisit'];

const beginning = ['idle', 'choose_method', 'face_capture', 'checking'] as const;
const ending = ['take_card', 'ended', 'idle'] as const;
const turnedDown = { outcome: 'refused', consent: null, validity: null, file: false } as const;

export function expectedVisit(situation: Situation, today: Day): ExpectedVisit {
  const { card, validity } = situation;
  // A card that cannot be read is laid down twice.
  if (card === 'broken' || card === 'other')
    return { method: 'face', ...turnedDown, screens: ['idle', 'place_card', 'card_refused', ...ending] };

  // The reader itself turns down a card that nobody stands behind.
  if (!situation.certificate.ok)
    return { method: 'face', ...turnedDown, screens: ['idle', 'card_refused', ...ending] };

  const verdict = certificateVerdict({
    certificate: situation.certificate,
    revocation: ok(revocationOf[situation.status]),
    medium: 'card',
    graceRule: 'monthEnd',
    today,
  });
  const decision = decide(verdict, validity);
  if (decision.verdict === 'problem') {
    return {
      method: 'face',
      outcome: 'problem',
      screens: [...beginning, 'eligibility_problem', ...ending],
      consent: null,
      validity: decision.validity,
      file: decision.validity !== null,
    };
  }
  if (decision.verdict !== 'valid')
    return { method: 'face', ...turnedDown, screens: [...beginning, 'card_refused', ...ending] };

  const inGrace = decision.graceUntil !== null;
  const isAsked = !inGrace && situation.viewing;
  return {
    method: 'face',
    outcome: 'accepted',
    screens: [
      ...beginning,
      ...(situation.registered ? [] : ['not_registered', 'checking']),
      ...(inGrace ? ['cert_grace'] : []),
      ...(decision.expires === null ? [] : ['expiry_notice']),
      ...(situation.recipientCertificates ? ['recipient_certificate'] : []),
      ...(isAsked ? ['consent_all'] : []),
      ...(isAsked || situation.recipientCertificates ? ['consent_summary'] : []),
      'checking',
      'accepted_clinic',
      ...ending,
      // Where nothing is asked between, it goes on checking.
    ].filter((screen, i, all) => screen !== all[i - 1]),
    consent: !isAsked ? null : { surgery: true, treatment: true, checkup: true },
    validity,
    file: true,
  };
}

/** A certificate of the test authority, which is always in force. */
export const issuedBetween = (from: Day, until: Day): CertificateFacts['certificate'] =>
  ok({ from, until, authoritiesFrom: Number.NEGATIVE_INFINITY, authoritiesUntil: Number.POSITIVE_INFINITY });
