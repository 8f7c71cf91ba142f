/** The forms of a reader's URL (CONTRACT: reader URLs). Reads them; opens nothing. */

import { ok, type Result, refuse } from '../../protocol/result.ts';

export type ParsedUrl =
  | { readonly scheme: 'serial'; readonly path: string; readonly baud: number }
  | { readonly scheme: 'tcp'; readonly host: string; readonly port: number }
  | {
      readonly scheme: 'hid';
      readonly vendor: number;
      readonly product: number;
      readonly serial: string | null;
    }
  | { readonly scheme: 'memory'; readonly name: string };

export type Scheme = ParsedUrl['scheme'];

/** Bits per second of a serial port where the URL names none. */
export const defaultBaud = 115_200;

/** What follows the scheme, or the reason why it cannot be that. */
type Read = (rest: string) => ParsedUrl | string;

const portNumber = (text: string): number | null => {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535 ? port : null;
};

const schemes: { readonly [S in Scheme]: Read } = {
  serial(rest) {
    const [path = '', query, more] = rest.split('?');
    if (path === '' || more !== undefined) return 'a serial port needs a path';
    if (query === undefined) return { scheme: 'serial', path, baud: defaultBaud };
    const baud = /^baud=(\d{2,7})$/.exec(query)?.[1];
    return baud === undefined
      ? 'after the path only ?baud=… may follow'
      : { scheme: 'serial', path, baud: Number(baud) };
  },
  tcp(rest) {
    const [, bracketed, plain, digits = ''] =
      /^(?:\[([0-9A-Fa-f:.]+)\]|([^\s:/?#]+)):(\d+)$/.exec(rest) ?? [];
    const host = bracketed ?? plain;
    const port = portNumber(digits);
    return host === undefined || port === null
      ? 'host:port is needed, the port from 1 to 65535'
      : { scheme: 'tcp', host, port };
  },
  hid(rest) {
    const [, vendor, product, serial] = /^([0-9a-f]{4}):([0-9a-f]{4})(?::(\S+))?$/i.exec(rest) ?? [];
    return vendor === undefined || product === undefined
      ? 'VID:PID[:SERIAL] is needed, four hexadecimal digits each'
      : {
          scheme: 'hid',
          vendor: Number.parseInt(vendor, 16),
          product: Number.parseInt(product, 16),
          serial: serial ?? null,
        };
  },
  memory(rest) {
    return /^\S+$/.test(rest) ? { scheme: 'memory', name: rest } : 'a name without spaces is needed';
  },
};

/** Reader URLs of the contract that no bridge of this version opens. */
const notInThisVersion: readonly string[] = ['usbip', 'adapter'];
/** What a person may write. `memory:` is for readers in the bridge's own process. */
const writtenSchemes = Object.keys(schemes).filter((scheme) => scheme !== 'memory');

const isScheme = (text: string): text is Scheme => Object.hasOwn(schemes, text);

/** `channel=none` among what follows the question mark. */
const withoutChannel = /(?<=[?&])channel=none(?:&|$)/;

/** Whether a reader's URL asks for the secure channel: all do that do not say `?channel=none`. */
export const wantsChannel = (url: string): boolean => !withoutChannel.test(url);

/** The URL as it is without `channel=none`. */
export const withoutChannelChoice = (url: string): string =>
  wantsChannel(url) ? url : url.replace(withoutChannel, '').replace(/[?&]$/, '');

/**
 * Takes a URL as a person writes it, `?channel=none` included (`wantsChannel`). EMU-500 where it has none of the forms,
 * EMU-501 where its scheme is not in this version.
 */
export function parseReaderUrl(written: string): Result<ParsedUrl> {
  const text = withoutChannelChoice(written);
  const colon = text.indexOf(':');
  const scheme = text.slice(0, Math.max(colon, 0));
  if (notInThisVersion.includes(scheme)) return refuse('EMU-501', { scheme });
  if (!isScheme(scheme)) {
    return refuse('EMU-500', {
      url: written,
      reason: `it begins with none of ${writtenSchemes.map((known) => `${known}:`).join(', ')}`,
    });
  }
  const read = schemes[scheme](text.slice(colon + 1));
  return typeof read === 'string' ? refuse('EMU-500', { url: written, reason: read }) : ok(read);
}
