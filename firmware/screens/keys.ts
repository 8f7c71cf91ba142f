/** The twelve keys in telephone order (ITU-T E.161), in the order in which prompts and screens name them. */

export const keyOrder = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '#', '*'] as const;
export type Key = (typeof keyOrder)[number];
export const isKey = (text: string): text is Key => (keyOrder as readonly string[]).includes(text);
