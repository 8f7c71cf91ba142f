/**
 * 医療費助成の受給者証, as the people file states it. No public reader of the receipt computer's file knows an element for
 * one; the reader asks about it, and the back end shows it in its listings (our reading).
 */

import { z } from 'zod';
import { dayRuleSchema as day } from './day-rule.ts';

/** Whom it helps: 子ども, ひとり親, 重度心身障害者, 難病 and others. */
export const recipientCertificateKinds = [
  'child',
  'single-parent',
  'disability',
  'intractable-disease',
  'other',
] as const;

export const recipientCertificateSchema = z.strictObject({
  kind: z.enum(recipientCertificateKinds),
  /** The municipality or prefecture that issued it. */
  issuer: z.string().min(1).max(100),
  /** 公費負担者番号. */
  payer: z.string().regex(/^\d{8}$/, '8 digits'),
  /** 受給者番号. */
  recipient: z.string().regex(/^\d{7}$/, '7 digits'),
  /** The first and the last day on which it holds. */
  from: day,
  until: day,
});
