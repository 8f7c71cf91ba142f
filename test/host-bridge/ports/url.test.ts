import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReaderUrl, wantsChannel, withoutChannelChoice } from '../../../host-bridge/ports/url.ts';

describe("a reader's URL", () => {
  it.each([
    ['serial:/dev/ttyACM0', { scheme: 'serial', path: '/dev/ttyACM0', baud: 115200 }],
    ['serial:/dev/ttyACM0?baud=9600', { scheme: 'serial', path: '/dev/ttyACM0', baud: 9600 }],
    ['serial:COM3', { scheme: 'serial', path: 'COM3', baud: 115200 }],
    ['tcp:127.0.0.1:7001', { scheme: 'tcp', host: '127.0.0.1', port: 7001 }],
    ['tcp:[::1]:7001', { scheme: 'tcp', host: '::1', port: 7001 }],
    ['hid:1209:0001', { scheme: 'hid', vendor: 0x1209, product: 1, serial: null }],
    ['hid:1209:0001:FCR-000001', { scheme: 'hid', vendor: 0x1209, product: 1, serial: 'FCR-000001' }],
    ['memory:FCR-000001', { scheme: 'memory', name: 'FCR-000001' }],
    ['serial:/dev/ttyACM0?channel=none', { scheme: 'serial', path: '/dev/ttyACM0', baud: 115200 }],
    ['serial:COM3?baud=9600&channel=none', { scheme: 'serial', path: 'COM3', baud: 9600 }],
    ['serial:COM3?channel=none&baud=9600', { scheme: 'serial', path: 'COM3', baud: 9600 }],
    ['tcp:127.0.0.1:7001?channel=none', { scheme: 'tcp', host: '127.0.0.1', port: 7001 }],
    ['hid:1209:0001?channel=none', { scheme: 'hid', vendor: 0x1209, product: 1, serial: null }],
  ])('%s is understood', (url, parsed) => {
    expect(parseReaderUrl(url)).toEqual({ ok: true, value: parsed });
  });

  it.each([
    '',
    'serial',
    '/dev/ttyACM0',
    'http://127.0.0.1',
    'constructor:x',
    'serial:',
    'serial:?baud=9600',
    'serial:/dev/x?speed=9600',
    'tcp:127.0.0.1:7001?channel=off',
    'tcp:127.0.0.1:7001?channel=none&channel=none',
    'serial:/dev/x?baud=fast',
    'serial:/dev/x?baud=9600?baud=1',
    'tcp:127.0.0.1',
    'tcp:127.0.0.1:0',
    'tcp:127.0.0.1:65536',
    'tcp::7001',
    'tcp:a b:7001',
    'hid:1209',
    'hid:12:01',
    'memory:',
  ])('%j is refused (EMU-500) with the reason', (url) => {
    expect(parseReaderUrl(url)).toMatchObject({ ok: false, problem: { code: 'EMU-500', detail: { url } } });
  });

  it('that has no form is refused with the schemes that a bridge opens', () => {
    expect(parseReaderUrl('ftp:x')).toMatchObject({
      problem: { detail: { reason: 'it begins with none of serial:, tcp:, hid:' } },
    });
  });

  it.each([
    ['usbip:3240', 'usbip'],
    ['usbip:3240?channel=none', 'usbip'],
    ['adapter:./my-device --fast', 'adapter'],
  ])('%s is not in this version (EMU-501)', (url, scheme) => {
    expect(parseReaderUrl(url)).toEqual({ ok: false, problem: { code: 'EMU-501', detail: { scheme } } });
  });

  it('asks for the secure channel, where it does not say otherwise', () => {
    const url = 'serial:/dev/ttyACM0?baud=9600';
    expect([wantsChannel(url), wantsChannel(`${url}&channel=none`)]).toEqual([true, false]);
    expect([withoutChannelChoice(url), withoutChannelChoice(`${url}&channel=none`)]).toEqual([url, url]);
    expect(wantsChannel('tcp:[::1]:1?channel=none')).toBe(false);
  });

  it('is never a reason to throw, whatever is written', () => {
    const scheme = fc.constantFrom('serial:', 'tcp:', 'hid:', 'usbip:', 'memory:', 'adapter:', '');
    fc.assert(fc.property(scheme, fc.string(), (before, rest) => void parseReaderUrl(before + rest)));
  });
});
