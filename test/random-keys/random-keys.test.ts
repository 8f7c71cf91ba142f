import { expect, test } from 'vitest';
import { pressAtRandom } from '../../simulator/accessibility/random-keys.ts';
import { runSeed } from '../protocol/random.ts';

/** The gate presses a million (`npm run keys`). */
const presses = 10_000;

test(`whatever is pressed, there is one voice at a time, no screen without its prompt, and always a way out (A11Y-07, A11Y-22; SEED=${runSeed})`, async () => {
  const shown = await pressAtRandom(presses, runSeed);
  for (const screen of [
    'welcome',
    'choose_method',
    'pin_entry',
    'consent_all',
    'call_staff',
    'take_card',
  ] as const)
    expect(shown.get(screen) ?? 0, screen).toBeGreaterThan(0);
});
