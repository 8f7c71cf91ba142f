/**
 * Writes down what visits do at each of their boundaries, so that the same can be done again without the emulator:
 * APDUs, frames, messages, JSON, signatures, SQL, and what the reader heard from outside.
 */

import { FrameDecoder } from '../../protocol/link/frame.ts';
import { MessageReader } from '../../protocol/link/message-stream.ts';
import { decodePacket } from '../../protocol/link/packet.ts';
import type { Desk, DeskObservation } from '../desk/desk.ts';
import type { PhysicalCard } from '../peripherals/card-rest.ts';
import { startBenchDesk } from './bench-desk.ts';
import { type Json, recordJson } from './json-record.ts';
import { recordSignatures, type Signature } from './signature-record.ts';
import { recordSql, type Statement } from './sql-record.ts';

/** One thing that a visit did at a boundary. */
export type Step =
  | { readonly kind: 'apdu'; readonly command: Uint8Array; readonly reply: Uint8Array }
  /** Payload of a frame, whichever way it went. */
  | { readonly kind: 'frame'; readonly payload: Uint8Array }
  /** CBOR of a message that frames have carried. */
  | { readonly kind: 'message'; readonly bytes: Uint8Array }
  /** A key, a card movement, a verdict of the camera, a message of the host, a time limit, the end of speech. */
  | { readonly kind: 'event' }
  | Json
  | Signature
  | Statement;

export interface VisitRecord {
  readonly visits: number;
  /** What the databases were made with. */
  readonly schema: readonly Statement[];
  /** In the order in which it was done. */
  readonly steps: readonly Step[];
}

/** @param data where the recorded desk keeps what it keeps; null: in memory */
export async function recordVisits(visits: number, data: string | null): Promise<VisitRecord> {
  let steps: Step[] = [];
  const took = (step: Step): void => {
    steps.push(step);
  };
  const event: Step = { kind: 'event' };
  const observe = (observed: DeskObservation): void => {
    if (isOutsideEvent(observed)) took(event);
  };
  const stops = [recordSql(took), recordJson(took), recordSignatures(took)];
  try {
    const { desk, visit } = await startBenchDesk(data, observe, (made) => tapCables(made, took));
    const card = recordingCard(desk.cards.of('insured'), took);
    const schema = steps.filter((step) => step.kind === 'sql');
    // What is kept from the first visit on, such as a certificate that was judged, is no part of the others.
    await visit(card);
    steps = [];
    for (let i = 0; i < visits; i += 1) {
      await visit(card);
      // Limits of time are not observed by themselves: the farewell's is one a visit.
      took(event);
    }
    const recorded = steps;
    steps = [];
    await desk.stop();
    return { visits, schema, steps: recorded };
  } finally {
    for (const stop of stops) stop();
  }
}

function isOutsideEvent({ at, observation }: DeskObservation): boolean {
  if (at === 'bridge' || at === 'back-end') return false;
  switch (observation.event) {
    case 'key':
    case 'cue':
    case 'face':
      return true;
    case 'card':
      return observation.what !== 'read';
    case 'message':
      return observation.direction === 'received';
    case 'utterance':
      return observation.phase === 'ended';
    default:
      return false;
  }
}

/** Listens in on the cables before the desk starts. */
function tapCables(desk: Desk, took: (step: Step) => void): void {
  for (const { cable } of desk.readers) {
    const [toReader, toHost] = [recordFrames(took), recordFrames(took)];
    const listen = cable.listen.bind(cable);
    const send = cable.send.bind(cable);
    cable.listen = (listener) =>
      listen({
        attached: () => listener.attached(),
        detached: () => listener.detached(),
        received: (chunk) => {
          toReader(chunk);
          listener.received(chunk);
        },
      });
    cable.send = (chunk) => {
      toHost(chunk);
      send(chunk);
    };
  }
}

/** One direction of a cable. It is sound: every segment comes once and in order. */
function recordFrames(took: (step: Step) => void): (chunk: Uint8Array) => void {
  const decoder = new FrameDecoder();
  const reader = new MessageReader((message) => took({ kind: 'message', bytes: message.slice() }));
  return (chunk) => {
    for (const outcome of decoder.push(chunk)) {
      if (outcome.kind !== 'frame') continue;
      took({ kind: 'frame', payload: outcome.payload.slice() });
      const packet = decodePacket(outcome.payload);
      if (packet.ok && packet.value.kind === 'data') reader.push(packet.value.bytes);
    }
  };
}

function recordingCard(card: PhysicalCard, took: (step: Step) => void): PhysicalCard {
  const { chip } = card;
  return {
    ...card,
    chip: {
      ...chip,
      transmit: (command) => {
        const reply = chip.transmit(command);
        took({ kind: 'apdu', command: command.slice(), reply: reply.slice() });
        return reply;
      },
    },
  };
}
