/**
 * The rules of cards, certificates, PIN and face-only cards that public sources state, one entry a rule. Each has a file
 * of scenarios named after it (`simulator/scenarios/rules/<id>.yaml`); the READMEs' list is written from it.
 */

import type { Language } from '../../protocol/errors.ts';
import type { RequirementId } from './requirements.ts';

type Text = Readonly<Record<Language, string>>;

export const ruleTopics = {
  certificate: { en: 'Certificates and cards', ja: '電子証明書とカード' },
  phone: { en: 'Phones', ja: 'スマートフォン' },
  pin: { en: 'PIN', ja: '暗証番号' },
  faceOnly: { en: 'Face-only cards', ja: '顔認証マイナンバーカード' },
} as const satisfies Record<string, Text>;

/**
 * Who states it. `official`: a ministry, an agency or the fund; `press`: newspapers, associations, municipalities,
 * insurers; `both`; `disputed`: sources differ, the text says how.
 */
export type RuleSource = 'official' | 'press' | 'both' | 'disputed';

export interface Rule {
  readonly topic: keyof typeof ruleTopics;
  readonly states: Text;
  readonly source: RuleSource;
  /** Requirements that follow from it. */
  readonly requirements: readonly RequirementId[];
}

export const rules = {
  // ── certificates and cards ────────────────────────────────────────────────────────────────────────────
  'certificate-to-fifth-birthday': {
    topic: 'certificate',
    states: {
      en: 'A user certificate (利用者証明用電子証明書) is valid until the fifth birthday after its issue.',
      ja: '利用者証明用電子証明書の有効期間は、発行の日から5回目の誕生日までです。',
    },
    source: 'official',
    requirements: ['REQ-16'],
  },
  'card-to-tenth-birthday': {
    topic: 'certificate',
    states: {
      en: 'The card itself is valid until the tenth birthday after its issue.',
      ja: 'カード本体の有効期間は、発行の日から10回目の誕生日までです。',
    },
    source: 'official',
    requirements: ['REQ-16'],
  },
  'minors-card-to-fifth-birthday': {
    topic: 'certificate',
    states: {
      en: "A minor's card is valid until the fifth birthday after its issue.",
      ja: '未成年者のカード本体の有効期間は、発行の日から5回目の誕生日までです。',
    },
    source: 'official',
    requirements: ['REQ-16'],
  },
  'expiry-alert': {
    topic: 'certificate',
    states: {
      en: 'From three months before to three months after the expiry of the certificate the patient is told of it.',
      ja: '電子証明書の有効期限の3か月前から3か月後まで、更新の案内を表示します。',
    },
    source: 'official',
    requirements: ['REQ-20'],
  },
  'grace-eligibility-only': {
    topic: 'certificate',
    states: {
      en: 'In grace, an expired certificate gives eligibility only: no medical, drug or check-up information.',
      ja: '期限切れ後の猶予期間は資格確認だけができ、診療・薬剤・健診情報は閲覧できません。',
    },
    source: 'both',
    requirements: ['REQ-16'],
  },
  'grace-three-months': {
    topic: 'certificate',
    states: {
      en: 'Grace lasts three months.',
      ja: '猶予期間は3か月です。',
    },
    source: 'official',
    requirements: ['REQ-17'],
  },
  'grace-to-month-end': {
    topic: 'certificate',
    states: {
      en: 'The three months end with the third month after the month of expiry. Our default (`graceRule: monthEnd`).',
      ja: '猶予期間は、期限満了日が属する月の末日から3か月です。既定の読み方です（`graceRule: monthEnd`）。',
    },
    source: 'disputed',
    requirements: ['REQ-17'],
  },
  'grace-to-same-day': {
    topic: 'certificate',
    states: {
      en: 'The three months end on the same day of the month: expired on 2025-11-10, usable to 2026-02-10 (`graceRule: sameDay`).',
      ja: '猶予期間は3か月後の同じ日までです（2025年11月10日満了なら2026年2月10日まで。`graceRule: sameDay`）。',
    },
    source: 'disputed',
    requirements: ['REQ-17'],
  },
  'after-grace-not-usable': {
    topic: 'certificate',
    states: {
      en: 'After grace the card cannot be used for insurance.',
      ja: '猶予期間を過ぎると、カードは健康保険証として使えません。',
    },
    source: 'press',
    requirements: ['REQ-19'],
  },
  'after-grace-insurer-issues-confirmation': {
    topic: 'certificate',
    states: {
      en: 'After grace the insurer issues a 資格確認書.',
      ja: '猶予期間を過ぎた人には、保険者が資格確認書を交付します。',
    },
    source: 'press',
    requirements: ['REQ-19'],
  },
  'returned-card-registration-removed': {
    topic: 'certificate',
    states: {
      en: 'When a card is returned (返納), its registration as a health insurance card is removed.',
      ja: 'カードを返納すると、健康保険証としての利用登録は解除されます。',
    },
    source: 'press',
    requirements: ['REQ-19'],
  },
  'returned-card-confirmation-on-application': {
    topic: 'certificate',
    states: {
      en: 'Who has returned the card gets a 資格確認書 on application.',
      ja: 'カードを返納した人には、申請により資格確認書が交付されます。',
    },
    source: 'press',
    requirements: ['REQ-19'],
  },
  'voluntary-revocation-stops-insurance': {
    topic: 'certificate',
    states: {
      en: 'After voluntary revocation (失効) of the certificate the card stops working as a health insurance card.',
      ja: '電子証明書を任意に失効させると、マイナ保険証としては使えなくなります。',
    },
    source: 'press',
    requirements: ['REQ-19'],
  },
  'voluntary-revocation-leaves-photo-id': {
    topic: 'certificate',
    states: {
      en: 'After voluntary revocation the card remains a photo ID.',
      ja: '電子証明書を任意に失効させても、カードは顔写真付きの本人確認書類として使えます。',
    },
    source: 'press',
    requirements: ['REQ-19'],
  },
  'lost-card-suspended': {
    topic: 'certificate',
    states: {
      en: 'The certificates of a card that was reported lost are suspended.',
      ja: '紛失の届出があったカードの電子証明書は一時停止されます。',
    },
    source: 'official',
    requirements: ['REQ-19'],
  },
  'lost-card-hold-at-any-hour': {
    topic: 'certificate',
    states: {
      en: 'A lost card can be put on hold by telephone at any hour of the day.',
      ja: '紛失したカードの一時停止は、電話で24時間受け付けられます。',
    },
    source: 'official',
    requirements: ['REQ-19'],
  },

  // ── phones ────────────────────────────────────────────────────────────────────────────────────────────
  'phone-without-grace': {
    topic: 'phone',
    states: {
      en: "When the card or its certificate has expired, the phone's copy is unusable at once, without grace.",
      ja: 'カード本体や電子証明書の期限が切れると、スマートフォンの電子証明書は猶予期間なしですぐに使えなくなります。',
    },
    source: 'official',
    requirements: ['REQ-18'],
  },
  'phone-renewed-after-card': {
    topic: 'phone',
    states: {
      en: "After the card, the phone's certificate must be renewed in マイナポータル too.",
      ja: 'カードの更新後、スマートフォンの電子証明書もマイナポータルで更新が必要です。',
    },
    source: 'official',
    requirements: ['REQ-18'],
  },
  'phone-first-visit-with-card': {
    topic: 'phone',
    states: {
      en: 'Who comes to a facility with the phone for the first time brings the physical card as well.',
      ja: 'スマートフォンを初めて使う医療機関には、カードの現物も持参します。',
    },
    source: 'official',
    requirements: ['REQ-01'],
  },
  'phone-support-optional': {
    topic: 'phone',
    states: {
      en: 'Whether a facility takes phones is up to the facility.',
      ja: 'スマートフォンへの対応は医療機関の任意です。',
    },
    source: 'official',
    requirements: ['REQ-01'],
  },
  'phone-reader-placement': {
    topic: 'phone',
    states: {
      en: 'A separate reader for phones stands within cable reach of the PC, beside the face reader, not on metal.',
      ja: '汎用カードリーダーは、PCにケーブルが届く範囲で、顔認証付きカードリーダーのそばに、金属の上を避けて置きます。',
    },
    source: 'official',
    requirements: ['REQ-02'],
  },

  // ── PIN ───────────────────────────────────────────────────────────────────────────────────────────────
  'pin-three-errors-lock': {
    topic: 'pin',
    states: {
      en: 'Three wrong entries in a row lock the PIN (利用者証明用, 4 digits).',
      ja: '利用者証明用の暗証番号（4桁）は、3回続けて間違えるとロックされます。',
    },
    source: 'official',
    requirements: ['REQ-06'],
  },
  'pin-counter-lives-in-card': {
    topic: 'pin',
    states: {
      en: 'The counter lives in the card: errors made in other applications count.',
      ja: '誤りの回数はカードの中に記録され、他のサービスでの誤りも数えられます。',
    },
    source: 'press',
    requirements: ['REQ-06'],
  },
  'pin-counter-persists-over-days': {
    topic: 'pin',
    states: {
      en: 'The counter persists over days.',
      ja: '誤りの回数は日をまたいでも残ります。',
    },
    source: 'press',
    requirements: ['REQ-06'],
  },
  'pin-success-resets': {
    topic: 'pin',
    states: {
      en: 'A right entry resets the counter.',
      ja: '正しく入力すると、誤りの回数は0に戻ります。',
    },
    source: 'press',
    requirements: ['REQ-06'],
  },
  'pin-two-errors-left-standing': {
    topic: 'pin',
    states: {
      en: 'After two errors that were left standing, the next single error locks.',
      ja: '2回間違えたまま終えると、次の1回の誤りでロックされます。',
    },
    source: 'press',
    requirements: ['REQ-06', 'REQ-08'],
  },
  'pin-face-does-not-reset': {
    topic: 'pin',
    states: {
      en: 'Success with the face does not reset the counter.',
      ja: '顔認証に成功しても、誤りの回数は戻りません。',
    },
    source: 'press',
    requirements: ['REQ-07'],
  },
  'pin-locked-leaves-face': {
    topic: 'pin',
    states: {
      en: 'A locked PIN still leaves the face.',
      ja: '暗証番号がロックされても、顔認証は使えます。',
    },
    source: 'press',
    requirements: ['REQ-07'],
  },
  'pin-locked-leaves-visual-check': {
    topic: 'pin',
    states: {
      en: 'A locked PIN still leaves the visual check by staff (目視確認).',
      ja: '暗証番号がロックされても、職員の目視による確認は使えます。',
    },
    source: 'press',
    requirements: ['REQ-07'],
  },
  'pin-unlocked-at-municipality': {
    topic: 'pin',
    states: {
      en: 'The municipal counter unlocks the PIN.',
      ja: 'ロックされた暗証番号は、市区町村の窓口で解除できます。',
    },
    source: 'official',
    requirements: ['REQ-06'],
  },
  'pin-unlocked-at-kiosk': {
    topic: 'pin',
    states: {
      en: 'An app together with the kiosk of a convenience store unlocks the PIN.',
      ja: 'ロックされた暗証番号は、アプリとコンビニエンスストアのキオスク端末で解除できます。',
    },
    source: 'official',
    requirements: ['REQ-06'],
  },
  'signing-password-five-errors-lock': {
    topic: 'pin',
    states: {
      en: 'Five wrong entries lock the signature password (署名用).',
      ja: '署名用電子証明書の暗証番号は、5回間違えるとロックされます。',
    },
    source: 'press',
    requirements: ['REQ-06'],
  },
  'signing-password-not-used-here': {
    topic: 'pin',
    states: {
      en: 'The signature password is not used for insurance.',
      ja: '署名用電子証明書の暗証番号は、資格確認では使いません。',
    },
    source: 'press',
    requirements: ['REQ-06'],
  },

  // ── face-only cards ───────────────────────────────────────────────────────────────────────────────────
  'face-only-has-no-pin': {
    topic: 'faceOnly',
    states: {
      en: 'A face-only card (顔認証マイナンバーカード, from 2023-12-15) has no PIN: none is asked.',
      ja: '顔認証マイナンバーカード（2023年12月15日から）には暗証番号がなく、入力を求められません。',
    },
    source: 'press',
    requirements: ['REQ-05'],
  },
  'face-only-marked': {
    topic: 'faceOnly',
    states: {
      en: 'A face-only card has 「顔認証」 written on its face.',
      ja: '顔認証マイナンバーカードの券面には「顔認証」と記載されます。',
    },
    source: 'press',
    requirements: ['REQ-05'],
  },
  'face-only-face-or-visual-check': {
    topic: 'faceOnly',
    states: {
      en: 'With a face-only card a person is confirmed by face or by visual check, and no other way.',
      ja: '顔認証マイナンバーカードの本人確認は、顔認証か目視確認だけです。',
    },
    source: 'press',
    requirements: ['REQ-04', 'REQ-05'],
  },
  'face-only-no-pin-services': {
    topic: 'faceOnly',
    states: {
      en: 'Services that need a PIN (マイナポータル, コンビニ) are not open to a face-only card.',
      ja: '顔認証マイナンバーカードでは、暗証番号が必要なサービス（マイナポータル、コンビニ交付など）は使えません。',
    },
    source: 'press',
    requirements: ['REQ-05'],
  },
  'face-only-switched-both-ways': {
    topic: 'faceOnly',
    states: {
      en: 'At the municipal counter a card is made face-only, and a card with PIN again.',
      ja: '市区町村の窓口で、顔認証マイナンバーカードへの切替えも、暗証番号を使うカードへの切替えもできます。',
    },
    source: 'press',
    requirements: ['REQ-05'],
  },
  'face-only-visual-check-when-face-fails': {
    topic: 'faceOnly',
    states: {
      en: 'When the face fails with a face-only card, the visual check is the stated answer.',
      ja: '顔認証マイナンバーカードで顔認証ができないときは、目視確認で対応します。',
    },
    source: 'press',
    requirements: ['REQ-04', 'REQ-05'],
  },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof rules;
export const ruleIds = Object.keys(rules) as [RuleId, ...RuleId[]];
/** The rule with its optional part in sight. */
export const ruleOf = (id: RuleId): Rule => rules[id];
