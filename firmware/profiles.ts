/**
 * The three kinds of reader that this firmware can be, as data: what the unit has and the limits it keeps.
 * Every figure is a design value of ours; no official one is public.
 */

import type { FaceThresholds } from './credential/face-decision.ts';
import { currentDevice, type DeviceProfile, touchedDevice, usualDevice } from './device-profile.ts';

export interface ReaderProfile {
  readonly id: ProfileId;
  /** Twelve raised keys; without them everything is touched. */
  readonly keypad: boolean;
  /** Announcements are spoken: state of the authentication, errors, a card left behind. */
  readonly speech: boolean;
  /** Step guidance (操作手順の音声案内): prompts, cues and replies, once a person has asked for it. */
  readonly voiceMode: boolean;
  /** Where a smartphone is read: by the unit itself or by a reader beside it. */
  readonly phones: 'unit' | 'separate reader';
  /** How an iPhone is read: its certificate signs (JPKI), or it gives the four facts (mdoc). */
  readonly iphone: IphoneWay;
  /** The payment limit screen (限度額) exists; the facility's settings decide whether it is shown. */
  readonly limitScreen: boolean;
  /** The camera's software copes with masks and glasses, and the guidance says so. */
  readonly maskNote: boolean;
  /** When changed settings of the facility take effect (REQ-51). A visit under way keeps its own in any case. */
  readonly settingsTakeEffect: 'next visit' | 'restart';
  readonly face: FaceThresholds;
  /** The hardware it runs on. */
  readonly device: DeviceProfile;
  readonly limits: ReaderLimits;
}

export const iphoneWays = ['jpki', 'mdoc'] as const;
export type IphoneWay = (typeof iphoneWays)[number];

/** Times in seconds, the rest are counts. */
export interface ReaderLimits {
  /** The host is silent for so long: `reconnecting`. */
  readonly network: number;
  /** … and for so long: `eligibility_problem`. */
  readonly giveUp: number;
  /** At rest without a host for so long: `out_of_service`. */
  readonly hostAwayAtRest: number;
  /** A card that was taken away may come back within. */
  readonly cardGone: number;
  /** Staff is told of a card left behind after. */
  readonly cardLeftStaff: number;
  /** How long `timeout_warning` stands. */
  readonly warning: number;
  /** … and how much of it is left at least when its speech has ended (Section 508, 407.5). */
  readonly speechLeavesAtLeast: number;
  readonly cardTries: number;
  readonly passwordTries: number;
}

const limits: ReaderLimits = {
  network: 10,
  giveUp: 120,
  hostAwayAtRest: 3,
  cardGone: 20,
  cardLeftStaff: 30,
  warning: 30,
  speechLeavesAtLeast: 20,
  cardTries: 3,
  passwordTries: 3,
};

const face: FaceThresholds = { similarity: 0.6, attack: 0.5, quality: 0.3 };

export const profileIds = ['next-generation', 'next-generation-minimal', 'current'] as const;
export type ProfileId = (typeof profileIds)[number];

export const profiles: Readonly<Record<ProfileId, ReaderProfile>> = {
  /** Everything that is mandatory or strongly recommended for the next generation. */
  'next-generation': {
    id: 'next-generation',
    keypad: true,
    speech: true,
    voiceMode: true,
    phones: 'unit',
    iphone: 'jpki',
    limitScreen: false,
    maskNote: true,
    settingsTakeEffect: 'next visit',
    face,
    device: usualDevice,
    limits,
  },
  /** What is mandatory, and nothing else. */
  'next-generation-minimal': {
    id: 'next-generation-minimal',
    keypad: false,
    speech: true,
    voiceMode: false,
    phones: 'unit',
    iphone: 'jpki',
    limitScreen: false,
    maskNote: true,
    settingsTakeEffect: 'next visit',
    face,
    device: touchedDevice,
    limits,
  },
  /** The units of today. */
  current: {
    id: 'current',
    keypad: false,
    speech: false,
    voiceMode: false,
    phones: 'separate reader',
    iphone: 'jpki',
    limitScreen: true,
    maskNote: true,
    settingsTakeEffect: 'restart',
    face,
    device: currentDevice,
    limits,
  },
};
