/** The forms that a new secret must have, and the commands that set it. */

import type { SecretFile } from '../engine/contents.ts';

type Change = NonNullable<SecretFile['change']>;

const fourDigits = /^\d{4}$/;

/** 暗証番号, 4 digits, changed by CHANGE REFERENCE DATA. */
export const pinByReferenceData: Change = { form: fourDigits, command: 0x0024 };

/** 暗証番号, 4 digits, changed by CHANGE KEY. */
export const pinByKey: Change = { form: fourDigits, command: 0x8032 };

/** 署名用電子証明書の暗証番号: 6 to 16 of A-Z and 0-9, with a letter and a digit. */
export const signingPassword: Change = { form: /^(?=.*[A-Z])(?=.*\d)[A-Z\d]{6,16}$/, command: 0x0024 };
