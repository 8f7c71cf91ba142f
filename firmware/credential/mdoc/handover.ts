/**
 * NFC static handover (ISO/IEC 18013-5, 8.2.2.1; NFC Forum, Connection Handover 1.5): one Handover Select message that
 * carries the device engagement and says that data goes over NFC itself.
 */

import { ok, type Result, refuse } from '../../../protocol/result.ts';
import { type NdefRecord, readNdef, typeNames, writeNdef } from './ndef.ts';

/** Data fields that the phone takes and gives in one APDU. */
export interface NfcLimits {
  /** 255 to 65,535 bytes. */
  readonly longestCommand: number;
  /** 256 to 65,536 bytes. */
  readonly longestResponse: number;
}

export interface HandoverSelect {
  /** The message as it was read: part of the session transcript. */
  readonly message: Uint8Array;
  /** DeviceEngagement, CBOR. */
  readonly deviceEngagement: Uint8Array;
  readonly limits: NfcLimits;
}

const selectType = 'Hs';
const carrierType = 'ac';
const engagementType = 'iso.org:18013:deviceengagement';
const engagementId = 'mdoc';
const nfcType = 'iso.org:18013:nfc';
const nfcId = 'nfc';
const handoverVersion = 0x15;
const activeCarrier = 1;
const nfcVersion = 1;
const limitTypes = { command: 1, response: 2 } as const;

/** EMU-351: no Handover Select message, or one that offers no way that this reader knows. */
export function readHandoverSelect(message: Uint8Array): Result<HandoverSelect> {
  const refused = (reason: string): Result<never> => refuse('EMU-351', { reason });
  const [select, ...others] = readNdef(message) ?? [];
  if (select === undefined) return refused('no NDEF message');
  const carriers = carriersIn(select);
  if (carriers === null) return refused('no Handover Select record');
  const recordWith = (id: string, type: string): NdefRecord | undefined =>
    others.find((one) => one.id === id && one.type === type && one.typeName === typeNames.external);
  for (const { carrier, auxiliary } of carriers) {
    const configuration = recordWith(carrier, nfcType);
    if (configuration === undefined) continue;
    const engagement = auxiliary.includes(engagementId)
      ? recordWith(engagementId, engagementType)
      : undefined;
    if (engagement === undefined) return refused('no device engagement');
    const limits = limitsIn(configuration.payload);
    return limits === null
      ? refused('no lengths for NFC')
      : ok({ message, deviceEngagement: engagement.payload, limits });
  }
  return refused('data is not offered over NFC');
}

interface Carrier {
  readonly carrier: string;
  readonly auxiliary: readonly string[];
}

function carriersIn(select: NdefRecord): readonly Carrier[] | null {
  const version = select.payload[0];
  if (select.typeName !== typeNames.wellKnown || select.type !== selectType || version === undefined)
    return null;
  if (version >> 4 !== handoverVersion >> 4) return null;
  const inner = readNdef(select.payload.subarray(1));
  if (inner === null) return null;
  const carriers: Carrier[] = [];
  for (const { type, payload } of inner) {
    if (type !== carrierType) continue;
    // The state of the carrier's power, one reference, then a count and as many references.
    const first = referenceAt(payload, 1);
    if (first === null) return null;
    const auxiliary: string[] = [];
    let at = first.end + 1;
    for (let left = payload[first.end] ?? 0; left > 0; left -= 1) {
      const next = referenceAt(payload, at);
      if (next === null) return null;
      auxiliary.push(next.text);
      at = next.end;
    }
    carriers.push({ carrier: first.text, auxiliary });
  }
  return carriers;
}

function referenceAt(
  payload: Uint8Array,
  at: number,
): { readonly text: string; readonly end: number } | null {
  const length = payload[at];
  if (length === undefined || at + 1 + length > payload.length) return null;
  const end = at + 1 + length;
  return { text: String.fromCharCode(...payload.subarray(at + 1, end)), end };
}

/** A version, then fields of a length, a type and a number (8.2.2.2). */
function limitsIn(payload: Uint8Array): NfcLimits | null {
  if (payload[0] !== nfcVersion) return null;
  const numbers = new Map<number, number>();
  for (let at = 1; at < payload.length; ) {
    const length = payload[at] ?? 0;
    const field = payload.subarray(at + 1, at + 1 + length);
    if (length < 2 || length > 4 || field.length !== length) return null;
    numbers.set(
      field[0] as number,
      field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0),
    );
    at += 1 + length;
  }
  const command = numbers.get(limitTypes.command);
  const response = numbers.get(limitTypes.response);
  if (command === undefined || response === undefined || command < 255 || response < 256) return null;
  return { longestCommand: Math.min(command, 0xffff), longestResponse: Math.min(response, 0x10000) };
}

/** The Handover Select message of a phone that gives its data over NFC. */
export function writeHandoverSelect(
  deviceEngagement: Uint8Array,
  { longestCommand, longestResponse }: NfcLimits,
): Uint8Array {
  const reference = (text: string): number[] =>
    [text.length, ...text].map((one) => (typeof one === 'number' ? one : one.charCodeAt(0)));
  const carrier: NdefRecord = {
    typeName: typeNames.wellKnown,
    type: carrierType,
    id: '',
    payload: Uint8Array.of(activeCarrier, ...reference(nfcId), 1, ...reference(engagementId)),
  };
  return writeNdef([
    {
      typeName: typeNames.wellKnown,
      type: selectType,
      id: '',
      payload: Uint8Array.of(handoverVersion, ...writeNdef([carrier])),
    },
    {
      typeName: typeNames.external,
      type: nfcType,
      id: nfcId,
      payload: Uint8Array.of(
        nfcVersion,
        ...limitField(limitTypes.command, longestCommand),
        ...limitField(limitTypes.response, longestResponse),
      ),
    },
    { typeName: typeNames.external, type: engagementType, id: engagementId, payload: deviceEngagement },
  ]);
}

const limitField = (type: number, value: number): number[] =>
  value > 0xffff
    ? [4, type, value >> 16, (value >> 8) & 0xff, value & 0xff]
    : [3, type, value >> 8, value & 0xff];
