/** Everything that the checks look through, gathered once. */

import { type DeviceProfile, deviceProfiles } from '../../firmware/device-profile.ts';
import { type ColourPair, colourPairs } from '../../firmware/screens/colours.ts';
import { visibleModes } from '../../firmware/screens/display-mode.ts';
import { completeLanguages } from '../../firmware/screens/texts.ts';
import { type SpokenSum, spokenSums } from '../eyes-free/spoken-sums.ts';
import type { People } from '../people/registry.ts';
import type { DeviceSeen } from './checks-of-layout.ts';
import { everyLayout } from './every-screen.ts';
import { type RecordedVisit, recordVisits, visitsToRecord } from './recorded-visits.ts';
import { ownWording, type Wording } from './spoken-forms.ts';
import { makeTrials, type Trials } from './trials.ts';

export interface Seen {
  readonly people: People;
  readonly wording: Wording;
  readonly visits: readonly RecordedVisit[];
  readonly trials: Trials;
  readonly sums: readonly SpokenSum[];
  readonly devices: readonly DeviceSeen[];
  readonly colours: readonly ColourPair[];
}

export interface Seeing {
  readonly people: People;
  /** Those that come with this project unless told otherwise. */
  readonly devices?: readonly DeviceProfile[];
  /** Hears how many of how many visits are made. */
  readonly onDone?: (done: number, of: number) => void;
}

/** Makes visits and trials in virtual time, and lays every screen out: some seconds of the machine's. */
export async function see({ people, devices = deviceProfiles, onDone = () => {} }: Seeing): Promise<Seen> {
  return {
    people,
    wording: ownWording,
    visits: await recordVisits(people, visitsToRecord(people, completeLanguages), onDone),
    trials: await makeTrials(people),
    sums: await spokenSums(people, completeLanguages),
    devices: devices.map((device) => ({
      device,
      screens: everyLayout(device, visibleModes, completeLanguages),
    })),
    colours: colourPairs,
  };
}
