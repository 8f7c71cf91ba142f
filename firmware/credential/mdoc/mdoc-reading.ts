/**
 * Reads the mdoc of the phone in the field: engagement, session, request, response, judgement. The session's keys live
 * as long as the reading; what comes of it are the four facts and until when they hold, or why there are none.
 */

import { Personal } from '../../../protocol/personal.ts';
import { ok, type Problem, type Result, refuse } from '../../../protocol/result.ts';
import { type Day, dayLastSecond, japanDay } from '../../calendar.ts';
import type { Entropy } from '../../hal.ts';
import type { MdocTrust } from './certificate-trust.ts';
import { type EphemeralKey, ephemeralSeedLength, type MdocCrypto } from './crypto.ts';
import { readDeviceEngagement } from './device-engagement.ts';
import { itemsRequestBytes, writeDeviceRequest, writeItemsRequest } from './device-request.ts';
import { type HandoverSelect, readHandoverSelect } from './handover.ts';
import { type FourFacts, fourFactsIn, identityRequest } from './identity-request.ts';
import { type ApduExchange, MdocPhoneLine, PhoneGone } from './nfc-exchange.ts';
import { type MdocReaderIdentity, signRequest } from './reader-authentication.ts';
import { judgeDeviceResponse } from './response-judgement.ts';
import { SessionEncryption } from './session-encryption.ts';
import {
  readerKeyBytes,
  readSessionData,
  sessionStatus,
  writeSessionData,
  writeSessionEstablishment,
} from './session-messages.ts';
import { staticHandoverTranscript } from './session-transcript.ts';

export interface MdocReaderParts {
  readonly engine: MdocCrypto;
  readonly entropy: Entropy;
  /** Whose mdocs are taken. */
  readonly issuers: MdocTrust;
  /** Who the reader is to the phone. */
  readonly identity: MdocReaderIdentity;
}

export type MdocReading =
  | {
      readonly kind: 'read';
      readonly facts: Personal<FourFacts>;
      /** Last day in Japan on which the mdoc is valid; a birthday, where it ends as certificates do. */
      readonly lastDay: Personal<Day>;
    }
  /** `problem` is for the record; EMU-350 to EMU-364, EMU-366. */
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'gone' };

/**
 * @param exchange to the phone in the field
 * @param at the reader's clock, milliseconds since 1970-01-01 UTC
 */
export async function readMdoc(
  exchange: ApduExchange,
  parts: MdocReaderParts,
  at: number,
): Promise<MdocReading> {
  const own = parts.engine.ephemeralKey(parts.entropy.bytes(ephemeralSeedLength));
  try {
    const facts = await factsFrom(new MdocPhoneLine(exchange), own, parts, at);
    return facts.ok ? { kind: 'read', ...facts.value } : { kind: 'refused', problem: facts.problem };
  } catch (error) {
    if (error instanceof PhoneGone) return { kind: 'gone' };
    throw error;
  } finally {
    own.wipe();
  }
}

async function factsFrom(
  line: MdocPhoneLine,
  own: EphemeralKey,
  parts: MdocReaderParts,
  at: number,
): Promise<Result<Omit<Extract<MdocReading, { kind: 'read' }>, 'kind'>>> {
  const message = await line.readNdefMessage();
  if (!message.ok) return message;
  const handover = readHandoverSelect(message.value);
  if (!handover.ok) return handover;
  const engagement = readDeviceEngagement(handover.value.deviceEngagement);
  if (!engagement.ok) return engagement;
  const transcript = staticHandoverTranscript(
    engagement.value.bytes,
    readerKeyBytes(own.publicKey),
    handover.value.message,
  );
  const session = SessionEncryption.between('reader', own, engagement.value.key, transcript, parts.engine);
  if (!session.ok) return session;
  try {
    const itemsRequest = writeItemsRequest(identityRequest);
    const signed = signRequest(parts.identity, transcript, itemsRequestBytes(itemsRequest));
    const request = session.value.encrypt(writeDeviceRequest(itemsRequest, signed));
    if (!request.ok) return request;
    const establishment = writeSessionEstablishment(own.publicKey, request.value);
    const response = await answerTo(establishment, line, session.value, handover.value);
    if (!response.ok) return response;
    try {
      const { engine, issuers } = parts;
      const basis = { request: identityRequest, transcript, readerKey: own, issuers, engine, at };
      const judged = judgeDeviceResponse(response.value, basis);
      if (!judged.ok) return judged;
      const { elements, validUntil } = judged.value;
      const facts = fourFactsIn(elements);
      return facts.ok
        ? ok({ facts: new Personal(facts.value), lastDay: new Personal(lastDayOf(validUntil)) })
        : facts;
    } finally {
      // Also what was refused in it.
      response.value.fill(0);
    }
  } finally {
    session.value.wipe();
  }
}

/** Instants of an mdoc are written with four digits of the year in UTC: the last of them are of the year 10000 in Japan. */
const lastOfAll = dayLastSecond({ year: 9999, month: 12, day: 31 });
const lastDayOf = (validUntil: number): Day => japanDay(Math.min(validUntil, lastOfAll));

/** The decrypted device response. Tells the phone that the session is over. */
async function answerTo(
  establishment: Uint8Array,
  line: MdocPhoneLine,
  session: SessionEncryption,
  { limits }: HandoverSelect,
): Promise<Result<Uint8Array>> {
  const opened = await line.openDataTransfer();
  if (!opened.ok) return opened;
  const answer = await line.transfer(establishment, limits);
  if (!answer.ok) return answer;
  const read = readSessionData(answer.value);
  if (!read.ok) return read;
  const { data, status } = read.value;
  if (data === null) return refuse('EMU-354', { reason: `ended by the phone, status ${status}` });
  const response = session.decrypt(data);
  if (status === null) await endSession(line, limits);
  return response.ok ? ok(response.value) : response;
}

/** What the phone makes of it, or whether it is still there, changes nothing. */
async function endSession(line: MdocPhoneLine, limits: HandoverSelect['limits']): Promise<void> {
  const end = writeSessionData({ data: null, status: sessionStatus.termination });
  try {
    await line.transfer(end, limits);
  } catch (error) {
    if (!(error instanceof PhoneGone)) throw error;
  }
}
