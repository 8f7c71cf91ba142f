/** A device that its holder takes away in the middle of what the reader asks of it. */

import type { ContactlessDevice } from './contactless-field.ts';

/**
 * The same device, taken away after it has answered `commands` command APDUs: the next one gets no answer.
 * @param takeAway takes what this function gave out of the field
 */
export function takenEarly(
  { chip, ...rest }: ContactlessDevice,
  commands: number,
  takeAway: (device: ContactlessDevice) => void,
): ContactlessDevice {
  let left = commands;
  const device: ContactlessDevice = {
    ...rest,
    chip: {
      powerOn: () => chip.powerOn(),
      powerOff: () => chip.powerOff(),
      transmit(command) {
        if (left === 0) {
          takeAway(device);
          return new Uint8Array(0);
        }
        left -= 1;
        return chip.transmit(command);
      },
    },
  };
  return device;
}
