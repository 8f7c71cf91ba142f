/** The `{placeholders}` of the texts and what kind of thing fills each. What exactly, is for view and speech to say. */

interface Param {
  /**
   * How the catalogue of durations counts it: `within` the text that holds it (measured with it filled in), or `apart`,
   * to be added. Values that are neither part nor name hardly change the length.
   */
  readonly counted: 'within' | 'apart';
  /** About the person: earphones only. */
  readonly private?: true;
}

const within = { counted: 'within' } as const;
const apart = { counted: 'apart' } as const;

const table = {
  // hints about the device: other devices bring their own words
  slot_hint: within,
  orientation: within,
  tap_hint: within,
  camera_hint: within,
  mask_note: within,
  // state
  tries: apart,
  password_tries: apart,
  reason: apart,
  code: within,
  // the person
  name: { counted: 'within', private: true },
  kana: { counted: 'within', private: true },
  name_spoken: { counted: 'apart', private: true },
  lines: within,
  lines_spoken: { counted: 'apart', private: true },
  // groups of information that the facility uses
  groups: within,
  groups_spoken: within,
  // labels of choices
  choice: within,
  label: within,
  // choices that may be missing
  face: within,
  pin: within,
  again: within,
  // dates and numbers
  graceUntil: within,
  expires: within,
  i: within,
  n: within,
  k: within,
  s: within,
  v: within,
  r: within,
} as const satisfies Record<string, Param>;

export type ParamName = keyof typeof table;
export const params: Readonly<Record<ParamName, Param>> = table;
export const isParamName = (text: string): text is ParamName => Object.hasOwn(table, text);
