/**
 * Writes down what visits do at each of their boundaries, so that the same can be done again without the emulator:
 * APDUs, frames, JSON documents, SQL, and how often the reader heard something from outside.
 */

import type { BackEndClient } from '../../host-bridge/eligibility/client.ts';
import { FrameDecoder } from '../../protocol/link/frame.ts';
import { MessageReader } from '../../protocol/link/message-stream.ts';
import { decodePacket } from '../../protocol/link/packet.ts';
import type { Desk, DeskObservation } from '../desk/desk.ts';
import type { PhysicalCard } from '../peripherals/card-rest.ts';
import { startBenchDesk } from './bench-desk.ts';
import { recordSql, type Statement } from './sql-record.ts';

export interface VisitRecord {
  readonly visits: number;
  readonly apdus: readonly (readonly [command: Uint8Array, reply: Uint8Array])[];
  /** Payloads of all frames, both ways. */
  readonly frames: readonly Uint8Array[];
  /** The CBOR of the messages that they carry. */
  readonly messages: readonly Uint8Array[];
  /** Requests to the back end and its answers. */
  readonly documents: readonly unknown[];
  /** What the two databases were made with, and what the visits did to them. */
  readonly schema: readonly Statement[];
  readonly statements: readonly Statement[];
  /** Keys, card movements, verdicts of the camera, messages of the host, time limits, ends of speech. */
  readonly events: number;
}

/** @param data where the recorded desk keeps what it keeps; null: in memory */
export async function recordVisits(visits: number, data: string | null): Promise<VisitRecord> {
  const sql = recordSql();
  const apdus: [Uint8Array, Uint8Array][] = [];
  const bytes: Traffic = { toReader: [], toHost: [] };
  const documents: unknown[] = [];
  let events = 0;
  const count = (observed: DeskObservation): void => {
    if (isOutsideEvent(observed)) events += 1;
  };
  try {
    const { desk, visit } = await startBenchDesk(data, count, (made) => tap(made, bytes, documents));
    const schema = sql.take();
    const card = recordingCard(desk.cards.of('insured'), apdus);
    bytes.toReader.length = 0;
    bytes.toHost.length = 0;
    documents.length = 0;
    events = 0;
    for (let i = 0; i < visits; i += 1) await visit(card);
    const statements = sql.take();
    await desk.stop();
    // Limits of time are not observed by themselves: the farewell's is one a visit.
    return { visits, apdus, ...readFrames(bytes), documents, schema, statements, events: events + visits };
  } finally {
    sql.stop();
  }
}

/** What passed the cables, by direction. */
interface Traffic {
  readonly toReader: Uint8Array[];
  readonly toHost: Uint8Array[];
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

/** Listens in on cable and back end before the desk starts. */
function tap(desk: Desk, bytes: Traffic, documents: unknown[]): void {
  const client = desk.backEnd.client.bind(desk.backEnd);
  desk.backEnd.client = () => recordingClient(client(), documents);
  for (const { cable } of desk.readers) {
    const listen = cable.listen.bind(cable);
    const send = cable.send.bind(cable);
    cable.listen = (listener) =>
      listen({
        attached: () => listener.attached(),
        detached: () => listener.detached(),
        received: (chunk) => {
          bytes.toReader.push(chunk);
          listener.received(chunk);
        },
      });
    cable.send = (chunk) => {
      bytes.toHost.push(chunk);
      send(chunk);
    };
  }
}

function recordingClient(client: BackEndClient, documents: unknown[]): BackEndClient {
  return {
    async call(operation, request) {
      const answer = await client.call(operation, request);
      documents.push(request, answer.ok ? answer.value : answer.problem);
      return answer;
    },
    close: () => client.close(),
  };
}

function recordingCard(card: PhysicalCard, apdus: [Uint8Array, Uint8Array][]): PhysicalCard {
  const { chip } = card;
  return {
    ...card,
    chip: {
      ...chip,
      transmit: (command) => {
        const reply = chip.transmit(command);
        apdus.push([command.slice(), reply.slice()]);
        return reply;
      },
    },
  };
}

/** The cable is sound: every segment of a direction comes once and in order. */
function readFrames(bytes: Traffic): Pick<VisitRecord, 'frames' | 'messages'> {
  const frames: Uint8Array[] = [];
  const messages: Uint8Array[] = [];
  for (const chunks of [bytes.toReader, bytes.toHost]) {
    const decoder = new FrameDecoder();
    const reader = new MessageReader((message) => messages.push(message.slice()));
    for (const chunk of chunks) {
      for (const outcome of decoder.push(chunk)) {
        if (outcome.kind !== 'frame') continue;
        frames.push(outcome.payload.slice());
        const packet = decodePacket(outcome.payload);
        if (packet.ok && packet.value.kind === 'data') reader.push(packet.value.bytes);
      }
    }
  }
  return { frames, messages };
}
