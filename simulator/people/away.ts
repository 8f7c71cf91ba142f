/**
 * What may happen to a person's card away from the reader: at the municipal counter, at the hold line, at a kiosk, in
 * other services that ask for the PIN. A table; each entry says what it does to the card or to its certificate.
 */

import type { CertificateStatus } from '../pki/cards/certificate-register.ts';

interface AwayDefinition {
  readonly about: string;
  readonly does: /** The authority's register of certificates. */
    | { readonly certificate: CertificateStatus }
    /** Every counter of the card back to full. */
    | { readonly counters: 'full' }
    /** The PIN's counter back to full; needs the signature password (our reading of what app and kiosk ask for). */
    | { readonly counters: 'byPassword' }
    /** The card is made face-only, or gets its PIN again. */
    | { readonly faceOnly: boolean }
    /** New certificates, valid from the day on. */
    | { readonly renews: 'card' | 'phone' }
    /** A secret is entered in another service. */
    | { readonly enters: 'pin' | 'password'; readonly right: boolean };
}

export const away = {
  unlock: { about: 'the municipal counter unlocks PIN and password', does: { counters: 'full' } },
  'unlock-at-kiosk': {
    about: 'app and kiosk of a convenience store unlock the PIN with the signature password',
    does: { counters: 'byPassword' },
  },
  suspend: { about: 'reported lost, by telephone at any hour', does: { certificate: 'suspended' } },
  resume: { about: 'found again, the hold is lifted', does: { certificate: 'good' } },
  return: { about: 'the card is given back (返納)', does: { certificate: 'returned' } },
  'revoke-at-own-wish': {
    about: 'the certificate is revoked at its owner’s wish (失効)',
    does: { certificate: 'voluntarily-revoked' },
  },
  'make-face-only': { about: 'the card is made face-only', does: { faceOnly: true } },
  'give-pin': { about: 'a face-only card gets its PIN', does: { faceOnly: false } },
  'renew-card': { about: 'the card and its certificate are renewed (更新)', does: { renews: 'card' } },
  'renew-phone': {
    about: 'the certificate in the phone is renewed in マイナポータル, after the card',
    does: { renews: 'phone' },
  },
  'right-pin': {
    about: 'another service asks for the PIN, it is right',
    does: { enters: 'pin', right: true },
  },
  'wrong-pin': {
    about: 'another service asks for the PIN, it is wrong',
    does: { enters: 'pin', right: false },
  },
  'right-password': {
    about: 'another service asks for the signature password, it is right',
    does: { enters: 'password', right: true },
  },
  'wrong-password': {
    about: 'another service asks for the signature password, it is wrong',
    does: { enters: 'password', right: false },
  },
} as const satisfies Record<string, AwayDefinition>;

export type AwayId = keyof typeof away;
export const awayIds = Object.keys(away) as [AwayId, ...AwayId[]];
export const awayDefinition = (id: AwayId): AwayDefinition => away[id];
