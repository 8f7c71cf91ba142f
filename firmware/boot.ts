/** Starts the reader on its hardware: counts the boot, and hands everything to the flow. */

import type { Language } from '../protocol/errors.ts';
import type { ReaderId } from '../protocol/ids.ts';
import type { Hal } from './hal.ts';
import type { ObserveReader } from './observed.ts';
import type { ReaderProfile } from './profiles.ts';
import { Reader } from './reader/reader.ts';

const firmwareVersion = '0.1.0';

export interface BootOptions {
  readonly serial: ReaderId;
  readonly profile: ReaderProfile;
  readonly observe: ObserveReader;
  /** In which the reader rests; Japanese unless told. */
  readonly language?: Language;
}

const capabilitiesOf = (profile: ReaderProfile): string[] => [
  'card',
  'face',
  profile.phones === 'unit' ? 'phone' : 'phone-reader',
  ...(profile.keypad ? ['keypad'] : []),
  ...(profile.speech ? ['speech'] : []),
  ...(profile.voiceMode ? ['voice-mode'] : []),
];

/** A running reader; `stop` is a power cut. */
export function boot(hal: Hal, options: BootOptions): Reader {
  const counted = Number(hal.store.get('boot') ?? '0');
  const bootCounter = (Number.isSafeInteger(counted) && counted >= 0 ? counted : 0) + 1;
  // Kept before anything is done: two boots must never share a number, for visit keys are made of it.
  hal.store.set('boot', String(bootCounter));
  const reader = new Reader(
    hal,
    options.profile,
    {
      serial: options.serial,
      profile: options.profile.id,
      firmware: firmwareVersion,
      boot: bootCounter,
      capabilities: capabilitiesOf(options.profile),
    },
    options.observe,
    options.language,
  );
  reader.start();
  return reader;
}
