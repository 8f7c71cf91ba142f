/**
 * What a reader that is a HID device says of itself: its ids and its report descriptor. One definition, for every way
 * in which the device is made and for the host that looks for it.
 */

/** The public test id of pid.codes: for emulated and home-made readers only. A maker has an id of its own. */
export const testUsbId = { vendor: 0x1209, product: 0x0001 } as const;

/** Vendor-defined; ours. The host takes a device with this usage page only, whatever its ids. */
export const readerUsage = { page: 0xff00, usage: 0x0001 } as const;

/** Every report has this length, in bytes, both ways. */
export const reportLength = 64;

/** The items of the descriptor (HID 1.11, 6.2.2), in order. No report id: reports begin with their first byte. */
export const descriptorItems: readonly { readonly bytes: readonly number[]; readonly is: string }[] = [
  { bytes: [0x06, readerUsage.page & 0xff, readerUsage.page >> 8], is: 'usage page: vendor-defined' },
  { bytes: [0x09, readerUsage.usage], is: 'usage: reader' },
  { bytes: [0xa1, 0x01], is: 'collection: application' },
  { bytes: [0x09, 0x02], is: 'usage: reader → host' },
  { bytes: [0x15, 0x00], is: 'logical minimum: 0' },
  { bytes: [0x26, 0xff, 0x00], is: 'logical maximum: 255' },
  { bytes: [0x75, 0x08], is: 'report size: 8 bits' },
  { bytes: [0x95, reportLength], is: `report count: ${reportLength}` },
  { bytes: [0x81, 0x02], is: 'input: data, variable, absolute' },
  { bytes: [0x09, 0x03], is: 'usage: host → reader' },
  { bytes: [0x95, reportLength], is: `report count: ${reportLength}` },
  { bytes: [0x91, 0x02], is: 'output: data, variable, absolute' },
  { bytes: [0xc0], is: 'end of collection' },
];

export const reportDescriptor: Uint8Array = Uint8Array.from(descriptorItems.flatMap(({ bytes }) => bytes));
