/** Of whom no medical information is ever viewed, whatever they consent to. */

/** 被保険者証区分 of those of whom nothing can be viewed: 自衛官診療証, 医療扶助. */
const notViewable: readonly string[] = ['07', 'A1'];
/** 法別番号 of 日雇特例, the first two of an insurer number's eight digits: general knowledge of the field. */
const dayLabourers: readonly string[] = ['03', '04'];

/**
 * 自衛官診療証, 日雇特例 and 医療扶助, as the official FAQ stood. That they are not asked for consent at the reader either is
 * our reading: no public source shows their screens.
 *
 * @param classification InsuredCardClassification (被保険者証区分)
 */
export function isNotViewable(classification: string, insurerNumber: string): boolean {
  const number = insurerNumber.trim().padStart(8, '0');
  return notViewable.includes(classification) || dayLabourers.includes(number.slice(0, 2));
}
