/**
 * A phone that offers its mdoc over NFC: takes command APDUs, gives response APDUs. It holds an NDEF tag with its
 * engagement, and the mdoc application to which a reader sends its messages (ISO/IEC 18013-5, 8.2.2.1 and 8.3.3.1.2).
 */

import { ephemeralSeedLength } from '../../../firmware/credential/mdoc/crypto.ts';
import { writeDeviceEngagement } from '../../../firmware/credential/mdoc/device-engagement.ts';
import { type NfcLimits, writeHandoverSelect } from '../../../firmware/credential/mdoc/handover.ts';
import { dataIn, dataObject, mdocApplications } from '../../../firmware/credential/mdoc/nfc-exchange.ts';
import type { Entropy } from '../../../firmware/hal.ts';
import { joined } from '../../../protocol/crypto.ts';
import { type CommandApdu, parseCommand, response, status } from '../../card/engine/apdu.ts';
import { PhoneSession, type SessionParts } from './phone-session.ts';

export interface MdocPhoneParts extends SessionParts {
  readonly entropy: Entropy;
  /** Lengths of data fields that the phone names. */
  readonly limits: NfcLimits;
}

export interface MdocPhone {
  /** Answers one command APDU, and never throws. */
  transmit(apdu: Uint8Array): Uint8Array;
  /** Out of the field: what was under way is forgotten; the next engagement has a new key. */
  leaveField(): void;
}

/** What an iPhone is said to take is not public; extended length, as most phones. */
export const usualPhoneLimits: NfcLimits = { longestCommand: 0xffff, longestResponse: 0x10000 };

const sw = {
  moreData: 0x6100,
  wrongLength: 0x6700,
  conditionsNotSatisfied: 0x6985,
  notFound: 0x6a82,
  wrongParameters: 0x6b00,
  insNotSupported: 0x6d00,
  claNotSupported: 0x6e00,
} as const;

const files = { capability: 0xe103, ndef: 0xe104 } as const;
/** Read by anybody, written by nobody; 255 bytes at once. */
const capabilityContainer = Uint8Array.of(
  ...[0x00, 0x0f, 0x20, 0x00, 0xff, 0x00, 0xff],
  ...[0x04, 0x06, files.ndef >> 8, files.ndef & 0xff, 0x0f, 0xff, 0x00, 0xff],
);
const longestMessage = 0x8000;
const none = new Uint8Array(0);

interface Engagement {
  readonly ndefFile: Uint8Array;
  readonly session: PhoneSession;
}

export function createMdocPhone(parts: MdocPhoneParts): MdocPhone {
  let application: 'none' | 'ndef' | 'mdoc' = 'none';
  let file: Uint8Array | null = null;
  let engagement: Engagement | null = null;
  /** Parts of a chained command so far. */
  let incoming: Uint8Array = none;
  /** What of an answer has not been fetched. */
  let outgoing: Uint8Array = none;

  const engage = (): Engagement => {
    const key = parts.engine.ephemeralKey(parts.entropy.bytes(ephemeralSeedLength));
    const deviceEngagement = writeDeviceEngagement(key.publicKey);
    const handoverSelect = writeHandoverSelect(deviceEngagement, parts.limits);
    const { length } = handoverSelect;
    return {
      ndefFile: joined(Uint8Array.of(length >> 8, length & 0xff), handoverSelect),
      session: new PhoneSession(parts, { key, deviceEngagement, handoverSelect }),
    };
  };
  const leaveField = (): void => {
    engagement?.session.end();
    engagement = null;
    application = 'none';
    file = null;
    incoming = none;
    outgoing = none;
  };

  const selectApplication = (aid: Uint8Array): Uint8Array => {
    incoming = none;
    outgoing = none;
    file = null;
    if (sameBytes(aid, mdocApplications.ndef)) {
      engagement?.session.end();
      engagement = engage();
      application = 'ndef';
    } else if (sameBytes(aid, mdocApplications.mdoc) && engagement !== null) {
      application = 'mdoc';
    } else {
      return status(sw.notFound);
    }
    return response(none);
  };

  const selectFile = (data: Uint8Array): Uint8Array => {
    const id = data.length === 2 ? ((data[0] as number) << 8) | (data[1] as number) : 0;
    const known = application === 'ndef' ? engagement : null;
    file = null;
    if (known !== null && id === files.capability) file = capabilityContainer;
    if (known !== null && id === files.ndef) file = known.ndefFile;
    return file === null ? status(sw.notFound) : response(none);
  };

  const readBinary = ({ p1, p2, le }: CommandApdu): Uint8Array => {
    const offset = (p1 << 8) | p2;
    if (file === null || le === null) return status(sw.conditionsNotSatisfied);
    return offset > file.length ? status(sw.wrongParameters) : response(file.subarray(offset, offset + le));
  };

  /** As much as was asked for of what there is to fetch. */
  const fetched = (le: number | null): Uint8Array => {
    const most = Math.min(le ?? 256, parts.limits.longestResponse);
    const part = outgoing.subarray(0, most);
    outgoing = outgoing.subarray(part.length);
    if (outgoing.length === 0) return response(part);
    const left = outgoing.length > 0xff ? 0 : outgoing.length;
    return joined(part, status(sw.moreData | left));
  };

  const envelope = ({ cla, data, le }: CommandApdu): Uint8Array => {
    if (application !== 'mdoc' || engagement === null) return status(sw.conditionsNotSatisfied);
    if (data.length > parts.limits.longestCommand || incoming.length + data.length > longestMessage) {
      incoming = none;
      return status(sw.wrongLength);
    }
    incoming = joined(incoming, data);
    if (cla === 0x10) return response(none);
    const message = dataIn(incoming);
    incoming = none;
    if (message === null) return status(sw.wrongLength);
    const answer = engagement.session.answer(message);
    outgoing = answer === null ? none : dataObject(answer);
    return fetched(le);
  };

  const answerTo = (command: CommandApdu): Uint8Array => {
    const { cla, ins, p1 } = command;
    if (cla !== 0x00 && !(cla === 0x10 && ins === 0xc3)) return status(sw.claNotSupported);
    if (ins !== 0xc3) incoming = none;
    switch (ins) {
      case 0xa4:
        return p1 === 0x04 ? selectApplication(command.data) : selectFile(command.data);
      case 0xb0:
        return readBinary(command);
      case 0xc3:
        return envelope(command);
      case 0xc0:
        return outgoing.length === 0 ? status(sw.conditionsNotSatisfied) : fetched(command.le);
      default:
        return status(sw.insNotSupported);
    }
  };

  return {
    transmit: (apdu) => {
      const command = parseCommand(apdu);
      return command === null ? status(sw.wrongLength) : answerTo(command);
    },
    leaveField,
  };
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
