/** How many pages a screen takes on a device. Asked at each change of what is shown, so answers are kept. */

import type { DeviceProfile } from '../../device-profile.ts';
import { type LaidOut, layoutOf } from './layout.ts';

const kept = new WeakMap<DeviceProfile, Map<string, number>>();
/** Screens are few; dates and counts make some more of them. */
const mostKept = 4000;

function keptOf(device: DeviceProfile): Map<string, number> {
  const known = kept.get(device) ?? new Map<string, number>();
  kept.set(device, known);
  return known;
}

/** @param view nothing of a screen about a person is kept */
export function pageCount(view: LaidOut & { readonly private: boolean }, device: DeviceProfile): number {
  if (view.private || view.mode.hidden) return layoutOf(view, device).pages.length;
  const { id, language, mode, text, status, choices } = view;
  const counts = keptOf(device);
  const key = `${id} ${language} ${mode.text} ${choices.length} ${status} ${text.join('|')}`;
  const known = counts.get(key);
  if (known !== undefined) return known;
  const count = layoutOf(view, device).pages.length;
  if (counts.size < mostKept) counts.set(key, count);
  return count;
}
