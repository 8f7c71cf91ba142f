/** The phone's end of one session: what a reader sends it as a message, and what it says to that. */

import type { MdocTrust } from '../../../firmware/credential/mdoc/certificate-trust.ts';
import type { EphemeralKey, MdocCrypto } from '../../../firmware/credential/mdoc/crypto.ts';
import { readDeviceRequest } from '../../../firmware/credential/mdoc/device-request.ts';
import { SessionEncryption } from '../../../firmware/credential/mdoc/session-encryption.ts';
import {
  readSessionData,
  readSessionEstablishment,
  type SessionEstablishment,
  sessionStatus,
  writeSessionData,
} from '../../../firmware/credential/mdoc/session-messages.ts';
import {
  type SessionTranscript,
  staticHandoverTranscript,
} from '../../../firmware/credential/mdoc/session-transcript.ts';
import { type DeviceProof, writeDeviceResponse, writeEmptyResponse } from './device-response-writing.ts';
import type { IssuedMdoc } from './issuing.ts';
import { checkReader } from './reader-check.ts';

export interface SessionParts {
  readonly mdoc: IssuedMdoc;
  /** The owner's fingerprint or face was recognised on the phone, and the owner agrees. */
  readonly agreed: () => boolean;
  /** The reader has said that it is done: what was agreed to is used up. */
  readonly told: () => void;
  readonly proof: DeviceProof;
  /** Which readers are answered. */
  readonly readers: MdocTrust;
  readonly engine: MdocCrypto;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: () => number;
}

/** What the phone has told of itself before the session. */
export interface Engaged {
  readonly key: EphemeralKey;
  readonly deviceEngagement: Uint8Array;
  readonly handoverSelect: Uint8Array;
}

export class PhoneSession {
  readonly #parts: SessionParts;
  readonly #engaged: Engaged;
  #encryption: SessionEncryption | null = null;
  #over = false;

  constructor(parts: SessionParts, engaged: Engaged) {
    this.#parts = parts;
    this.#engaged = engaged;
  }

  /** The answer to a message of the reader; null where there is none. */
  answer(message: Uint8Array): Uint8Array | null {
    if (this.#over) return null;
    return this.#encryption === null ? this.#establish(message) : this.#goOn(message, this.#encryption);
  }

  /** Forgets the keys; nothing is answered any more. */
  end(): void {
    this.#over = true;
    this.#encryption?.wipe();
    this.#engaged.key.wipe();
  }

  #establish(message: Uint8Array): Uint8Array {
    const read = readSessionEstablishment(message);
    if (!read.ok) return this.#ended(sessionStatus.decodingError);
    const { engine } = this.#parts;
    const { key, deviceEngagement, handoverSelect } = this.#engaged;
    const { readerKey, readerKeyBytes, data } = read.value;
    const transcript = staticHandoverTranscript(deviceEngagement, readerKeyBytes, handoverSelect);
    const encryption = SessionEncryption.between('device', key, readerKey, transcript, engine);
    if (!encryption.ok) return this.#ended(sessionStatus.encryptionError);
    this.#encryption = encryption.value;
    const request = encryption.value.decrypt(data);
    if (!request.ok) return this.#ended(sessionStatus.encryptionError);
    const response = this.#response(request.value, read.value, transcript);
    const sealed = response === null ? null : encryption.value.encrypt(response);
    if (sealed === null || !sealed.ok) return this.#ended(sessionStatus.decodingError);
    return writeSessionData({ data: sealed.value, status: null });
  }

  /** After its one answer the phone waits for the end alone. */
  #goOn(message: Uint8Array, encryption: SessionEncryption): Uint8Array | null {
    const read = readSessionData(message);
    if (!read.ok) return this.#ended(sessionStatus.decodingError);
    const { data, status } = read.value;
    if (data !== null && !encryption.decrypt(data).ok) return this.#ended(sessionStatus.encryptionError);
    this.end();
    if (status !== null) this.#parts.told();
    return status === null ? writeSessionData({ data: null, status: sessionStatus.termination }) : null;
  }

  /** DeviceResponse; null where the request is none. Gives nothing to a reader that does not prove who it is. */
  #response(
    bytes: Uint8Array,
    { readerKey }: SessionEstablishment,
    transcript: SessionTranscript,
  ): Uint8Array | null {
    const read = readDeviceRequest(bytes);
    if (!read.ok) return null;
    const { mdoc, agreed, proof, readers, engine, now } = this.#parts;
    const wanted = read.value.find(({ items }) => items.docType === mdoc.docType);
    return agreed() && wanted !== undefined && checkReader(wanted, transcript, readers, engine, now()).ok
      ? writeDeviceResponse(mdoc, wanted.items, { transcript, readerKey, proof, engine })
      : writeEmptyResponse(read.value.map(({ items }) => items.docType));
  }

  #ended(status: number): Uint8Array {
    this.end();
    return writeSessionData({ data: null, status });
  }
}
