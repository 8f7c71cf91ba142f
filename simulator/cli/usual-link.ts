/** The kind of cable where none is asked for: serial, as most readers have; TCP where the system gives no pseudo-terminal. */

import type { LinkKind } from '../desk/desk.ts';
import { hasPseudoTerminals, openPseudoTerminal } from '../devices/pseudo-terminal.ts';

export async function usualLink(): Promise<LinkKind> {
  if (!hasPseudoTerminals) return 'tcp';
  try {
    const terminal = await openPseudoTerminal();
    await terminal.close();
    return 'serial';
  } catch {
    return 'tcp';
  }
}
