/** What a patient is told, EMU-001 on. */

import type { ErrorEntries } from './entry.ts';

export const toldToPatients = {
  'EMU-001': {
    cause: { en: 'The card was not recognised.', ja: 'カードを認識できませんでした。' },
    remedy: {
      en: 'Take it off and place it again, or try another card.',
      ja: '一度取って置き直すか、別のカードをお試しください。',
    },
  },
  'EMU-002': {
    cause: {
      en: 'What lies in the card rest is not a My Number Card.',
      ja: 'マイナンバーカードではないものが置かれています。',
    },
    remedy: { en: 'Place a My Number Card.', ja: 'マイナンバーカードを置いてください。' },
  },
} as const satisfies ErrorEntries;
