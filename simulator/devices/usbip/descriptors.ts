/**
 * What the emulated reader says of itself on USB: one full-speed device with two functions that carry the same link, a
 * serial line (CDC ACM, class of USB's own, driver cdc-acm) and a HID device. Layouts: USB 2.0 chapter 9, CDC 1.2
 * with its PSTN subclass, HID 1.11, the interface association ECN. What is chosen here is our design.
 */

import { reportDescriptor, reportLength, testUsbId } from '../../../protocol/hid/report-descriptor.ts';

/** Numbers of the interfaces. */
export const interfaceNumber = { serialControl: 0, serialData: 1, reports: 2 } as const;

/** Numbers of the endpoints, without direction; 0 is every device's control endpoint. */
export const endpointNumber = { serialNotices: 1, serial: 2, reports: 3 } as const;

/** Class, subclass, protocol. */
type Triple = readonly [number, number, number];
/** "Look at the interface associations." */
const deviceClass: Triple = [0xef, 2, 1];
const serialControlClass: Triple = [0x02, 2, 1];
const serialDataClass: Triple = [0x0a, 0, 0];
const hidClass: Triple = [0x03, 0, 0];

/** Numbers of the strings. */
const stringIndex = { manufacturer: 1, product: 2, serial: 3 } as const;
const manufacturer = 'fcr';
const product = 'Emulated card reader';
/** Binary-coded decimal: 1.00. */
const release = 0x0100;

const descriptorType = {
  device: 1,
  configuration: 2,
  string: 3,
  interface: 4,
  endpoint: 5,
  interfaceAssociation: 0x0b,
  hid: 0x21,
  report: 0x22,
  classSpecificInterface: 0x24,
} as const;

export type DescriptorKind = keyof typeof descriptorType;

/** The kind of a descriptor by its number on the wire; null where this device has none of it. */
export function descriptorKind(type: number): DescriptorKind | null {
  for (const [kind, number] of Object.entries(descriptorType)) {
    if (number === type) return kind as DescriptorKind;
  }
  return null;
}

const word = (number: number): readonly [number, number] => [number & 0xff, number >> 8];

/** Puts length and type before the rest. */
const descriptor = (kind: DescriptorKind, ...rest: readonly number[]): readonly number[] => [
  rest.length + 2,
  descriptorType[kind],
  ...rest,
];

const packetSize = 64;
const transferType = { bulk: 2, interrupt: 3 } as const;
const usbInterface = (number: number, endpoints: number, triple: Triple): readonly number[] =>
  descriptor('interface', number, 0, endpoints, ...triple, 0);

/** @param interval milliseconds between two looks of the host; 0 for bulk */
const endpoint = (
  number: number,
  direction: 'in' | 'out',
  type: keyof typeof transferType,
  size: number,
  interval: number,
): readonly number[] =>
  descriptor(
    'endpoint',
    number | (direction === 'in' ? 0x80 : 0),
    transferType[type],
    ...word(size),
    interval,
  );

const { serialControl, serialData, reports } = interfaceNumber;

const hidDescriptor = descriptor(
  'hid',
  ...word(0x0111),
  0,
  1,
  descriptorType.report,
  ...word(reportDescriptor.length),
);

const serialFunction: readonly number[] = [
  ...descriptor('interfaceAssociation', serialControl, 2, ...serialControlClass, 0),
  ...usbInterface(serialControl, 1, serialControlClass),
  // Header (CDC 1.10), call management (none), abstract control (line coding and state), union.
  ...descriptor('classSpecificInterface', 0, ...word(0x0110)),
  ...descriptor('classSpecificInterface', 1, 0, serialData),
  ...descriptor('classSpecificInterface', 2, 2),
  ...descriptor('classSpecificInterface', 6, serialControl, serialData),
  ...endpoint(endpointNumber.serialNotices, 'in', 'interrupt', 16, 16),
  ...usbInterface(serialData, 2, serialDataClass),
  ...endpoint(endpointNumber.serial, 'in', 'bulk', packetSize, 0),
  ...endpoint(endpointNumber.serial, 'out', 'bulk', packetSize, 0),
];

const hidFunction: readonly number[] = [
  ...usbInterface(reports, 2, hidClass),
  ...hidDescriptor,
  ...endpoint(endpointNumber.reports, 'in', 'interrupt', reportLength, 1),
  ...endpoint(endpointNumber.reports, 'out', 'interrupt', reportLength, 1),
];

const functions = [...serialFunction, ...hidFunction];
const configurationHeadLength = 9;
const busPowered = 0x80;
/** In units of 2 mA. */
const hundredMilliamperes = 50;

const deviceDescriptor = descriptor(
  'device',
  ...word(0x0200),
  ...deviceClass,
  packetSize,
  ...word(testUsbId.vendor),
  ...word(testUsbId.product),
  ...word(release),
  stringIndex.manufacturer,
  stringIndex.product,
  stringIndex.serial,
  1,
);

/** The value by which the host chooses the only configuration. */
export const configurationValue = 1;

const configurationDescriptor: readonly number[] = [
  ...descriptor(
    'configuration',
    ...word(configurationHeadLength + functions.length),
    Object.keys(interfaceNumber).length,
    configurationValue,
    0,
    busPowered,
    hundredMilliamperes,
  ),
  ...functions,
];

/** United States English: the only language that every host asks for. */
const englishUnitedStates = 0x0409;

function stringDescriptor(index: number, serial: string): Uint8Array | null {
  if (index === 0) return Uint8Array.from(descriptor('string', ...word(englishUnitedStates)));
  const text = new Map<number, string>([
    [stringIndex.manufacturer, manufacturer],
    [stringIndex.product, product],
    [stringIndex.serial, serial],
  ]).get(index);
  return text === undefined ? null : Uint8Array.from(descriptor('string', ...Buffer.from(text, 'utf16le')));
}

/** What GET_DESCRIPTOR of the device gives, whole; null where it has no such descriptor. */
export function descriptorOfDevice(
  kind: DescriptorKind | null,
  index: number,
  serial: string,
): Uint8Array | null {
  if (kind === 'string') return stringDescriptor(index, serial);
  if (index !== 0) return null;
  if (kind === 'device') return Uint8Array.from(deviceDescriptor);
  return kind === 'configuration' ? Uint8Array.from(configurationDescriptor) : null;
}

/** What GET_DESCRIPTOR of the HID interface gives, whole; null where it has no such descriptor. */
export function descriptorOfReports(kind: DescriptorKind | null): Uint8Array | null {
  if (kind === 'report') return Uint8Array.from(reportDescriptor);
  return kind === 'hid' ? Uint8Array.from(hidDescriptor) : null;
}

/** What a list of devices says of this one. */
export const listedAs = {
  vendor: testUsbId.vendor,
  product: testUsbId.product,
  release,
  deviceClass,
  interfaces: [serialControlClass, serialDataClass, hidClass],
} as const;
