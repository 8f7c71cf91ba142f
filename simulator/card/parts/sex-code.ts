/** 性別 as the card writes it (JIS X 0303). */

export const sexCode = { male: '1', female: '2', unset: '9' } as const;
