/**
 * Endpoint 0 of the emulated USB reader: the standard requests, those of the serial line (CDC PSTN) and of HID.
 * Sans-I/O. What is not known, or not meant for this device, is stalled as USB asks for.
 */

import { reportLength } from '../../../protocol/hid/report-descriptor.ts';
import {
  configurationValue,
  descriptorKind,
  descriptorOfDevice,
  descriptorOfReports,
  endpointNumber,
  interfaceNumber,
} from './descriptors.ts';

/** What follows from a request outside endpoint 0. */
export interface ControlEffects {
  /** The host (re)starts the device: nothing of before is left. */
  configured(): void;
  /** The host has opened or closed the serial line (DTR). */
  terminalReady(ready: boolean): void;
  /** An output report that came over endpoint 0. */
  reportSent(report: Uint8Array): void;
}

interface Setup {
  readonly value: number;
  readonly index: number;
  readonly length: number;
  readonly data: Uint8Array;
}

/** Null is a stall. A host that asks for data gets at most as much as it asked for. */
type Answer = Uint8Array | null;
type Handler = (setup: Setup) => Answer;

const taken: Answer = new Uint8Array();
const reportType = { input: 1, output: 2 } as const;
/** 115200 bits a second, 1 stop bit, no parity, 8 data bits: what the line says until the host sets another. */
const usualLineCoding = Uint8Array.from([0x00, 0xc2, 0x01, 0x00, 0, 0, 8]);
const dataTerminalReady = 1;
const endpointHalt = 0;

export class ControlEndpoint {
  readonly #serial: string;
  readonly #effects: ControlEffects;
  #configuration = 0;
  #lineCoding = usualLineCoding;
  #idle = 0;

  /** @param serial the reader's serial number */
  constructor(serial: string, effects: ControlEffects) {
    this.#serial = serial;
    this.#effects = effects;
  }

  /**
   * One request.
   *
   * @param setup the 8 bytes of the setup packet
   * @param data what the host sends after it
   * @returns what it gets, empty where it only sends; null where the request is stalled
   */
  request(setup: Uint8Array, data: Uint8Array): Uint8Array | null {
    const [requestType = 0, request = 0] = setup;
    const view = new DataView(setup.buffer, setup.byteOffset, setup.byteLength);
    const length = view.getUint16(6, true);
    const handler = this.#handlers.get((requestType << 8) | request);
    const answer = handler?.({
      value: view.getUint16(2, true),
      index: view.getUint16(4, true),
      length,
      data,
    });
    return answer?.subarray(0, length) ?? null;
  }

  /** By request type and request, as one number. */
  readonly #handlers: ReadonlyMap<number, Handler> = new Map<number, Handler>([
    // GET_STATUS of device, interface and endpoint: bus-powered, never halted.
    [0x8000, () => new Uint8Array(2)],
    [0x8100, () => new Uint8Array(2)],
    [0x8200, () => new Uint8Array(2)],
    // CLEAR_FEATURE of an endpoint: none of ours is ever halted.
    [0x0201, ({ value, index }) => (value === endpointHalt && isEndpoint(index) ? taken : null)],
    // GET_DESCRIPTOR of the device, of an interface.
    [0x8006, ({ value }) => descriptorOfDevice(descriptorKind(value >> 8), value & 0xff, this.#serial)],
    [
      0x8106,
      ({ value, index }) =>
        index === interfaceNumber.reports ? descriptorOfReports(descriptorKind(value >> 8)) : null,
    ],
    // GET_CONFIGURATION, SET_CONFIGURATION.
    [0x8008, () => Uint8Array.of(this.#configuration)],
    [0x0009, ({ value }) => this.#configure(value)],
    // GET_INTERFACE, SET_INTERFACE: there is but one setting of each.
    [0x810a, ({ index }) => (isInterface(index) ? Uint8Array.of(0) : null)],
    [0x010b, ({ value, index }) => (value === 0 && isInterface(index) ? taken : null)],
    // SET_LINE_CODING, GET_LINE_CODING, SET_CONTROL_LINE_STATE.
    [0x2120, (setup) => this.#setLineCoding(setup)],
    [0xa121, ({ index }) => (index === interfaceNumber.serialControl ? this.#lineCoding : null)],
    [0x2122, (setup) => this.#setLineState(setup)],
    // GET_REPORT, GET_IDLE, SET_REPORT, SET_IDLE.
    [0xa101, (setup) => this.#getReport(setup)],
    [0xa102, ({ index }) => (index === interfaceNumber.reports ? Uint8Array.of(this.#idle) : null)],
    [0x2109, (setup) => this.#setReport(setup)],
    [0x210a, (setup) => this.#setIdle(setup)],
  ]);

  #configure(value: number): Answer {
    if (value !== 0 && value !== configurationValue) return null;
    this.#configuration = value;
    this.#lineCoding = usualLineCoding;
    this.#idle = 0;
    this.#effects.configured();
    return taken;
  }

  /** Kept for the host to read back: there is no line whose speed it could set. */
  #setLineCoding({ index, data }: Setup): Answer {
    if (index !== interfaceNumber.serialControl || data.length !== usualLineCoding.length) return null;
    this.#lineCoding = Uint8Array.from(data);
    return taken;
  }

  #setLineState({ value, index }: Setup): Answer {
    if (index !== interfaceNumber.serialControl) return null;
    this.#effects.terminalReady((value & dataTerminalReady) !== 0);
    return taken;
  }

  /** An empty report: HID wants this request answered, and the stream's own reports go over their endpoint only. */
  #getReport({ value, index }: Setup): Answer {
    return index === interfaceNumber.reports && value >> 8 === reportType.input
      ? new Uint8Array(reportLength)
      : null;
  }

  #setReport({ value, index, data }: Setup): Answer {
    const isOurs = index === interfaceNumber.reports && value >> 8 === reportType.output;
    if (!isOurs || data.length !== reportLength) return null;
    this.#effects.reportSent(data);
    return taken;
  }

  #setIdle({ value, index }: Setup): Answer {
    if (index !== interfaceNumber.reports) return null;
    this.#idle = value >> 8;
    return taken;
  }
}

const isInterface = (index: number): boolean =>
  Object.values(interfaceNumber).some((number) => number === index);

const isEndpoint = (address: number): boolean =>
  Object.values(endpointNumber).some((number) => number === (address & 0x0f));
