/**
 * APDUs to a phone that offers an mdoc (ISO/IEC 7816-4; ISO/IEC 18013-5, 8.2.2.1 and 8.3.3.1.2): its NDEF tag is read,
 * then messages go to and fro in ENVELOPE and GET RESPONSE.
 */

import { joined } from '../../../protocol/crypto.ts';
import { ok, type Result, refuse } from '../../../protocol/result.ts';
import type { CardReply } from '../../hal.ts';
import { replyData, statusWord } from '../apdu.ts';
import type { NfcLimits } from './handover.ts';

/** One command APDU to the phone in the field, and its answer. */
export type ApduExchange = (command: Uint8Array) => Promise<CardReply>;

/** The phone has left the field before it answered. */
export class PhoneGone extends Error {}

/** NDEF Tag Application (NFC Forum, Type 4 Tag) and mdoc data transfer. */
export const mdocApplications = {
  ndef: Uint8Array.of(0xd2, 0x76, 0x00, 0x00, 0x85, 0x01, 0x01),
  mdoc: Uint8Array.of(0xa0, 0x00, 0x00, 0x02, 0x48, 0x04, 0x00),
} as const;

const done = 0x9000;
const capabilityFile = 0xe103;
/** Through the NDEF file control TLV. */
const capabilityLength = 15;
const ndefControl = { tag: 0x04, length: 0x06 } as const;
const openToAll = 0x00;
/** A Handover Select message has some 250 bytes. */
const longestNdef = 4096;
const longestShortRead = 255;

const select = (p1: number, p2: number, data: Uint8Array, le: readonly number[]): Uint8Array =>
  Uint8Array.of(0x00, 0xa4, p1, p2, data.length, ...data, ...le);
const selectApplication = (aid: Uint8Array): Uint8Array => select(0x04, 0x00, aid, [0x00]);
const selectFile = (file: number): Uint8Array =>
  select(0x00, 0x0c, Uint8Array.of(file >> 8, file & 0xff), []);
const readBinary = (offset: number, length: number): Uint8Array =>
  Uint8Array.of(0x00, 0xb0, offset >> 8, offset & 0xff, length);

export class MdocPhoneLine {
  readonly #exchange: ApduExchange;

  constructor(exchange: ApduExchange) {
    this.#exchange = exchange;
  }

  /** The NDEF message of the phone's tag. EMU-352: there is none. @throws PhoneGone */
  async readNdefMessage(): Promise<Result<Uint8Array>> {
    const refused = (reason: string): Result<never> => refuse('EMU-352', { reason });
    if (!(await this.#succeeds(selectApplication(mdocApplications.ndef))))
      return refused('no NDEF application');
    if (!(await this.#succeeds(selectFile(capabilityFile)))) return refused('no capability container');
    const container = await this.#readAt(0, capabilityLength);
    const tag = container === null ? null : tagIn(container);
    if (tag === null) return refused('its capability container');
    if (!(await this.#succeeds(selectFile(tag.file)))) return refused('no NDEF file');
    const head = await this.#readAt(0, 2);
    const length = head === null ? 0 : ((head[0] ?? 0) << 8) | (head[1] ?? 0);
    if (length === 0 || length > Math.min(tag.longest - 2, longestNdef))
      return refused('length of its message');
    const parts: Uint8Array[] = [];
    for (let at = 0; at < length; ) {
      const part = await this.#readAt(2 + at, Math.min(length - at, tag.atOnce));
      if (part === null) return refused('its message');
      parts.push(part);
      at += part.length;
    }
    return ok(joined(...parts));
  }

  /** EMU-353: there is no mdoc application. @throws PhoneGone */
  async openDataTransfer(): Promise<Result<void>> {
    const opened = await this.#succeeds(selectApplication(mdocApplications.mdoc));
    return opened ? ok(undefined) : refuse('EMU-353', { reason: 'no mdoc application' });
  }

  /** Sends a message and gives the phone's answer to it. EMU-353: there is none. @throws PhoneGone */
  async transfer(message: Uint8Array, limits: NfcLimits): Promise<Result<Uint8Array>> {
    const refused = (reason: string): Result<never> => refuse('EMU-353', { reason });
    const commands = envelopes(dataObject(message), limits);
    let reply: Uint8Array = new Uint8Array(0);
    for (const [i, command] of commands.entries()) {
      reply = await this.#reply(command);
      if (i < commands.length - 1 && (statusWord(reply) !== done || reply.length > 2))
        return refused('a part was not taken');
    }
    const parts: Uint8Array[] = [];
    let length = 0;
    while ((statusWord(reply) & 0xff00) === 0x6100) {
      const part = replyData(reply);
      length += part.length;
      if ((part.length === 0 && parts.length > 0) || length > longestAnswer) return refused('its length');
      parts.push(part);
      reply = await this.#reply(getResponse(statusWord(reply) & 0xff, limits));
    }
    if (statusWord(reply) !== done) return refused(`status word 0x${statusWord(reply).toString(16)}`);
    const answer = dataIn(joined(...parts, replyData(reply)));
    return answer === null ? refused('no data object') : ok(answer);
  }

  async #readAt(offset: number, length: number): Promise<Uint8Array | null> {
    const reply = await this.#reply(readBinary(offset, length));
    const data = replyData(reply);
    return statusWord(reply) === done && data.length > 0 && data.length <= length ? data : null;
  }

  async #succeeds(command: Uint8Array): Promise<boolean> {
    return statusWord(await this.#reply(command)) === done;
  }

  async #reply(command: Uint8Array): Promise<Uint8Array> {
    const reply = await this.#exchange(command);
    if (reply.kind === 'gone') throw new PhoneGone();
    return reply.apdu;
  }
}

/** Of a device response without a portrait some 3,000 bytes are known. */
const longestAnswer = 0x8000;

interface NdefTag {
  readonly file: number;
  /** Bytes of the file, with the two of its length. */
  readonly longest: number;
  /** Bytes that one READ BINARY may ask for. */
  readonly atOnce: number;
}

/** Capability container (NFC Forum, Type 4 Tag, 5.1). */
function tagIn(container: Uint8Array): NdefTag | null {
  if (container.length < capabilityLength) return null;
  const two = (at: number): number => ((container[at] ?? 0) << 8) | (container[at + 1] ?? 0);
  const control = container[7] === ndefControl.tag && container[8] === ndefControl.length;
  const atOnce = Math.min(two(3), longestShortRead);
  if (!control || container[13] !== openToAll || atOnce === 0) return null;
  return { file: two(9), longest: two(11), atOnce };
}

const dataObjectTag = 0x53;

/** DO'53' with the message in it. */
export function dataObject(message: Uint8Array): Uint8Array {
  const { length } = message;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return joined(Uint8Array.of(dataObjectTag, ...head), message);
}

/** What a DO'53' holds; null where the bytes are not one, whole and alone. */
export function dataIn(object: Uint8Array): Uint8Array | null {
  const first = object[1] ?? 0;
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (object[0] !== dataObjectTag || count > 3 || first === 0x80) return null;
  const length =
    first < 0x80 ? first : object.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  const from = 2 + count;
  return object.length === from + length ? object.subarray(from) : null;
}

const chained = 0x10;
const longestShortCommand = 255;
const longestShortResponse = 256;

/** ENVELOPE commands, chained where one cannot hold it all; only the last asks for an answer. */
function envelopes(object: Uint8Array, limits: NfcLimits): readonly Uint8Array[] {
  const commands: Uint8Array[] = [];
  for (let at = 0; at < object.length; at += limits.longestCommand) {
    const data = object.subarray(at, at + limits.longestCommand);
    const last = at + limits.longestCommand >= object.length;
    const cla = last ? 0x00 : chained;
    const extended =
      data.length > longestShortCommand || (last && limits.longestResponse > longestShortResponse);
    const lc = extended ? [0, data.length >> 8, data.length & 0xff] : [data.length];
    const le = last ? expected(limits.longestResponse, extended) : [];
    commands.push(Uint8Array.of(cla, 0xc3, 0x00, 0x00, ...lc, ...data, ...le));
  }
  return commands;
}

/** Le: of two bytes in an extended command; all zero for the most that it can name. */
const expected = (length: number, extended: boolean): readonly number[] =>
  extended ? [(length >> 8) & 0xff, length & 0xff] : [length & 0xff];

/** @param left bytes that are said to be left; 0: 256 or more */
function getResponse(left: number, { longestResponse }: NfcLimits): Uint8Array {
  const le =
    left === 0 && longestResponse > longestShortResponse ? [0, ...expected(longestResponse, true)] : [left];
  return Uint8Array.of(0x00, 0xc0, 0x00, 0x00, ...le);
}
