/** What the patient is asked: recipient certificate, form of prescription, consent (閲覧同意), and the summary. */

import { visitSetup } from '../visit-setup.ts';

// The way through the questions: each list is what comes next, the first that is asked.
const toConsent = [
  { guard: 'consentAsked', target: 'consentAll' },
  { guard: 'somethingAnswered', target: 'consentSummary' },
  { target: 'submitting' },
] as const;
const toPrescription = [{ guard: 'prescriptionAsked', target: 'prescriptionForm' }, ...toConsent] as const;
export const toQuestions = [
  { guard: 'recipientAsked', target: 'recipientCertificate' },
  ...toPrescription,
] as const;

const recipientCertificate = visitSetup.createStateConfig({
  meta: { screen: 'recipient_certificate' },
  on: {
    'choice.use': { target: 'afterRecipient', actions: 'useCertificates' },
    'choice.not_use': { target: 'afterRecipient', actions: 'notUseCertificates' },
    'choice.back': { actions: 'noBack' },
  },
});

const afterRecipient = visitSetup.createStateConfig({
  meta: { screen: null },
  always: [...toPrescription],
});

const prescriptionForm = visitSetup.createStateConfig({
  meta: { screen: 'prescription_form' },
  on: {
    'choice.electronic': { target: 'afterPrescription', actions: 'electronicPrescription' },
    'choice.paper': { target: 'afterPrescription', actions: 'paperPrescription' },
    'choice.back': [{ guard: 'recipientAsked', target: 'recipientCertificate' }, { actions: 'noBack' }],
  },
});

const afterPrescription = visitSetup.createStateConfig({
  meta: { screen: null },
  always: [...toConsent],
});

const firstGroup = [
  { guard: 'surgeryUsed', target: 'consentSurgery', actions: 'askEach' },
  { guard: 'treatmentUsed', target: 'consentTreatment', actions: 'askEach' },
  { target: 'consentCheckup', actions: 'askEach' },
] as const;

const consentAll = visitSetup.createStateConfig({
  meta: { screen: 'consent_all' },
  on: {
    'choice.agree_all': { target: 'consentSummary', actions: 'agreeToAll' },
    'choice.one_by_one': [...firstGroup],
    'choice.refuse': { target: 'consentSummary', actions: 'agreeToNone' },
    'choice.back': [
      { guard: 'prescriptionAsked', target: 'prescriptionForm' },
      { guard: 'recipientAsked', target: 'recipientCertificate' },
      { actions: 'noBack' },
    ],
  },
});

const consentSurgery = visitSetup.createStateConfig({
  meta: { screen: 'consent_surgery' },
  on: {
    'choice.agree': { target: 'afterSurgery', actions: 'agreeSurgery' },
    'choice.refuse': { target: 'afterSurgery', actions: 'refuseSurgery' },
    'choice.back': 'consentAll',
  },
});

const afterSurgery = visitSetup.createStateConfig({
  meta: { screen: null },
  always: [{ guard: 'treatmentUsed', target: 'consentTreatment' }, { target: 'afterTreatment' }],
});

const consentTreatment = visitSetup.createStateConfig({
  meta: { screen: 'consent_treatment' },
  on: {
    'choice.agree': { target: 'afterTreatment', actions: 'agreeTreatment' },
    'choice.refuse': { target: 'afterTreatment', actions: 'refuseTreatment' },
    'choice.back': [{ guard: 'surgeryUsed', target: 'consentSurgery' }, { target: 'consentAll' }],
  },
});

const afterTreatment = visitSetup.createStateConfig({
  meta: { screen: null },
  always: [{ guard: 'checkupUsed', target: 'consentCheckup' }, { target: 'consentSummary' }],
});

const consentCheckup = visitSetup.createStateConfig({
  meta: { screen: 'consent_checkup' },
  on: {
    'choice.agree': { target: 'consentSummary', actions: 'agreeCheckup' },
    'choice.refuse': { target: 'consentSummary', actions: 'refuseCheckup' },
    'choice.back': [
      { guard: 'treatmentUsed', target: 'consentTreatment' },
      { guard: 'surgeryUsed', target: 'consentSurgery' },
      { target: 'consentAll' },
    ],
  },
});

const consentSummary = visitSetup.createStateConfig({
  meta: { screen: 'consent_summary' },
  on: {
    'choice.confirm': [{ guard: 'limitAsked', target: 'highCost' }, { target: 'submitting' }],
    'choice.read_aloud': { actions: 'readAloud' },
    'choice.choose_again': [
      { guard: 'consentAsked', target: 'consentAll' },
      { guard: 'recipientAsked', target: 'recipientCertificate' },
      { target: 'prescriptionForm' },
    ],
  },
});

/** Only where the profile and the facility still have it; today's rule delivers the limit without asking. */
const highCost = visitSetup.createStateConfig({
  meta: { screen: 'high_cost' },
  entry: 'unmark',
  on: {
    'choice.provide': {
      actions: ['markProvide', { type: 'reply', params: { id: 'reply.marked', label: 'provide' } }],
    },
    'choice.not_provide': {
      actions: ['markNotProvide', { type: 'reply', params: { id: 'reply.marked', label: 'not_provide' } }],
    },
    'choice.confirm': [
      { guard: 'somethingMarked', target: 'submitting' },
      { actions: { type: 'reply', params: { id: 'reply.choose_first' } } },
    ],
    'choice.back': 'consentSummary',
  },
});

export const questionsPhase = {
  recipientCertificate,
  afterRecipient,
  prescriptionForm,
  afterPrescription,
  consentAll,
  consentSurgery,
  afterSurgery,
  consentTreatment,
  afterTreatment,
  consentCheckup,
  consentSummary,
  highCost,
};
