/**
 * The hardware around the firmware as data: screen, keypad, jack, card rest, loudspeaker. What can be computed from it
 * is (`screens/layout/`); the rest is declared, and checked for presence and range only. No maker's figures are public,
 * so those of the units here are ours.
 */

import type { Language } from '../protocol/errors.ts';

/** Whose word a figure is: a design value of this project, or what the maker of the device states. */
export type Grade = 'ours' | 'declared';

export interface Stated<Value> {
  readonly value: Value;
  readonly grade: Grade;
}

/** What people are told of a part, in each language. */
export type Description = Readonly<Record<Language, string>>;

/** Lengths in millimetres unless the name says otherwise. */
export interface DeviceProfile {
  readonly id: string;
  readonly screen: {
    readonly diagonal: Stated<number>;
    /** Pixels. */
    readonly across: Stated<number>;
    readonly down: Stated<number>;
    /** From the eyes to the screen, as the device is meant to be used. */
    readonly viewingDistance: Stated<number>;
    /** The middle of the screen above the floor. */
    readonly height: Stated<number>;
    /** The lowest eyes above the floor from which the screen can be read (Section 508, 408.2: 1015). */
    readonly legibleFrom: Stated<number>;
    /** Candela a square metre. */
    readonly luminance: Stated<number>;
  };
  /** null: a unit without keys. */
  readonly keypad: {
    /** Telephone order, 1-2-3 on top (E.161), is the only one that the prompts describe. */
    readonly order: Stated<'telephone'>;
    readonly keyWidth: Stated<number>;
    readonly keyHeight: Stated<number>;
    /** Between the edges of neighbouring keys. */
    readonly gap: Stated<number>;
    /** How far the keys stand above the case. */
    readonly relief: Stated<number>;
    /** Newton. At most 22.2 (Section 508, 407.6). */
    readonly force: Stated<number>;
    /** A raised dot, on 5 only. */
    readonly dotOnFive: Stated<boolean>;
    /** The lowest and highest key above the floor; 380 to 1220 may be reached (Section 508, 407.8). */
    readonly lowest: Stated<number>;
    readonly highest: Stated<number>;
    /** Keeps others from seeing which keys are pressed. */
    readonly hood: Stated<boolean>;
    /** `#rrggbb`: the case, the keys on it, the signs on the keys. */
    readonly caseColour: Stated<string>;
    readonly keyColour: Stated<string>;
    readonly signColour: Stated<string>;
  } | null;
  /** Of the earphones; null where there is none. */
  readonly jack: {
    readonly connector: Stated<Description>;
    readonly place: Stated<Description>;
    /** Can be found by touch. */
    readonly mark: Stated<Description>;
  } | null;
  readonly cardRest: {
    /** How the card goes in: laid down, slid in, upright. */
    readonly kind: Stated<Description>;
    readonly mark: Stated<Description>;
    /** Newton, to lay the card down or take it out. */
    readonly force: Stated<number>;
    /** Without a twist or a pinch, with one hand. */
    readonly oneHand: Stated<boolean>;
  };
  /** Where a phone is held; null where the unit reads none. */
  readonly readingSpot: { readonly mark: Stated<Description> } | null;
  /** What tells by touch how speech is begun; null where no key begins it. */
  readonly speechMark: Stated<Description> | null;
  /** dB(A) at the person's place, at the softest, the usual and the loudest step; null: no loudspeaker. */
  readonly loudness: {
    readonly softest: Stated<number>;
    readonly usual: Stated<number>;
    readonly loudest: Stated<number>;
  } | null;
}

const ours = <Value>(value: Value): Stated<Value> => ({ value, grade: 'ours' });
const inch = 25.4;

const keypad = {
  order: ours('telephone'),
  keyWidth: ours(15),
  keyHeight: ours(13),
  gap: ours(4),
  relief: ours(2),
  force: ours(2),
  dotOnFive: ours(true),
  lowest: ours(900),
  highest: ours(980),
  hood: ours(true),
  caseColour: ours('#d9d9d9'),
  keyColour: ours('#202020'),
  signColour: ours('#ffffff'),
} as const satisfies DeviceProfile['keypad'];

const counterUnit: DeviceProfile = {
  id: 'counter-7-inch',
  screen: {
    diagonal: ours(7 * inch),
    across: ours(800),
    down: ours(480),
    viewingDistance: ours(400),
    height: ours(1050),
    legibleFrom: ours(1015),
    luminance: ours(350),
  },
  keypad,
  jack: {
    connector: ours({ en: '3.5 mm', ja: '3.5mm' }),
    place: ours({ en: 'front edge, left of the keypad', ja: '手前の縁、テンキーの左' }),
    mark: ours({ en: 'raised ring around the hole', ja: '穴のまわりの盛り上がった輪' }),
  },
  cardRest: {
    kind: ours({
      en: 'laid flat, photograph up, in front of the keypad',
      ja: 'テンキーの手前に、写真の面を上にして平らに置く',
    }),
    mark: ours({
      en: 'hollow of the size of a card, open toward the person',
      ja: 'カードの大きさのくぼみ（手前が開いている）',
    }),
    force: ours(1),
    oneHand: ours(true),
  },
  readingSpot: {
    mark: ours({ en: 'round hollow to the right of the keypad', ja: 'テンキーの右の丸いくぼみ' }),
  },
  speechMark: ours({
    en: 'braille and raised letters beside the ＊ key',
    ja: '＊キーの横の点字と浮き出し文字',
  }),
  loudness: { softest: ours(45), usual: ours(60), loudest: ours(70) },
};

/** A larger unit on a stand, seen from farther away. */
const standUnit: DeviceProfile = {
  ...counterUnit,
  id: 'stand-10-inch',
  screen: {
    ...counterUnit.screen,
    diagonal: ours(10.1 * inch),
    across: ours(1280),
    down: ours(800),
    viewingDistance: ours(500),
    height: ours(1100),
  },
};

/** A unit without keys: everything is touched, and nobody is led by voice. */
export const touchedDevice: DeviceProfile = {
  ...counterUnit,
  id: 'counter-7-inch-touched',
  keypad: null,
  jack: null,
  speechMark: null,
};

/** The units of today neither speak nor read phones. */
export const currentDevice: DeviceProfile = {
  ...touchedDevice,
  id: 'current-7-inch',
  readingSpot: null,
  loudness: null,
};

/** What a reader with a keypad is, unless told otherwise. */
export const usualDevice: DeviceProfile = counterUnit;

/** The units that come with this project; a maker adds another in a file. */
export const deviceProfiles: readonly DeviceProfile[] = [
  usualDevice,
  standUnit,
  touchedDevice,
  currentDevice,
];

/** Width and height of the screen in millimetres; pixels are square. */
export function screenSize({ screen }: DeviceProfile): { readonly width: number; readonly height: number } {
  const { diagonal, across, down } = screen;
  const mmPerPixel = diagonal.value / Math.hypot(across.value, down.value);
  return { width: across.value * mmPerPixel, height: down.value * mmPerPixel };
}
