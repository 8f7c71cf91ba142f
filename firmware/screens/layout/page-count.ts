/** How many pages a screen takes on a device. Asked at each change of what is shown, so answers are kept. */

import type { DeviceProfile } from '../../device-profile.ts';
import { type BodyRoom, bodyRoomOf, type LaidOut, layoutOf } from './layout.ts';
import { widestLetter } from './letters.ts';

interface Kept {
  readonly counts: Map<string, number>;
  readonly rooms: Map<string, BodyRoom>;
}
const kept = new WeakMap<DeviceProfile, Kept>();
/** Screens are few; dates and counts make some more of them. */
const mostKept = 4000;

function keptOf(device: DeviceProfile): Kept {
  const known = kept.get(device) ?? { counts: new Map(), rooms: new Map() };
  kept.set(device, known);
  return known;
}

/** @param view nothing of a screen about a person is kept but what its buttons leave of the page */
export function pageCount(view: LaidOut & { readonly private: boolean }, device: DeviceProfile): number {
  if (view.mode.hidden) return 1;
  const { counts, rooms } = keptOf(device);
  if (view.private) {
    if (
      fitsAtAGlance(
        view,
        remembered(rooms, roomKey(view), () => bodyRoomOf(view, device)),
      )
    )
      return 1;
    return layoutOf(view, device).pages.length;
  }
  const { id, language, mode, text, status, choices } = view;
  const key = `${id} ${language} ${mode.text} ${choices.length} ${status} ${text.join('|')}`;
  return remembered(counts, key, () => layoutOf(view, device).pages.length);
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const there = known.get(key);
  if (there !== undefined) return there;
  const made = make();
  if (known.size < mostKept) known.set(key, made);
  return made;
}

const roomKey = ({ id, mode, choices, masked }: LaidOut): string =>
  `${id} ${mode.text} ${masked === null ? '' : 'field'} ${choices.map(({ key }) => key).join('')}`;

/** Each line would have room on one of its own if all its letters were of the widest. */
function fitsAtAGlance({ text, status }: LaidOut, { lines, width }: BodyRoom): boolean {
  const letters = width / widestLetter;
  const words = status === null ? text : [...text, status];
  return words.length <= lines && words.every((line) => line.length <= letters);
}
