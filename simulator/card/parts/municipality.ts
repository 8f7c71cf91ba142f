/** 全国地方公共団体コード of the municipality that issues test cards, five digits. There is none of this number. */

export const municipalityCode = '99999';
