/**
 * Secure messaging, which no card here speaks: how it is refused. On real cards the text application alone opens a
 * session, after its PIN; ours refuses there too (our design).
 */

import { status } from './apdu.ts';
import type { Handler } from './card-state.ts';
import { sw } from './status-words.ts';

const selectIns = 0xa4;

/** The classes of secure messaging, with and without a checked header. */
export const isSecured = (cla: number): boolean => cla === 0x08 || cla === 0x0c;

export const refuseSecured = (ins: number): Uint8Array =>
  status(ins === selectIns ? sw.secureMessagingNotSupported : sw.noSession);

export const setSessionKey: Handler = ({ application }) =>
  status(application.sessionKeyAnswer ?? sw.insNotSupported);
