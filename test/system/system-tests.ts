/** The tests that need more than npm installs, by file: what each shows, and the parts of a machine that it needs. */

import { machineParts } from '../../simulator/cli/machine-parts.ts';

interface SystemTest {
  readonly about: string;
  /** Ids of machine parts, as `fcr doctor` lists them. */
  readonly needs: readonly string[];
}

export const systemTests = {
  'serial-cycles.test.ts': {
    about: '200 times unplugged and plugged in, through serialport',
    needs: ['pseudo-terminals'],
  },
  'umockdev.test.ts': {
    about: 'the bridge with the real node-hid on a fake hidraw device',
    needs: ['umockdev', 'node-hid'],
  },
  'qemu.test.ts': {
    about: "uhid and USB/IP devices on Debian's kernel",
    needs: ['qemu', 'busybox', 'cpio', 'node-hid'],
  },
  'opensc.test.ts': {
    about: "OpenSC's tools on people's cards, through pcscd",
    needs: ['pcscd', 'vpcd', 'opensc', 'scriptor', 'openssl', 'ip', 'namespaces'],
  },
  'p11test.test.ts': {
    about: "OpenSC's own test of PKCS #11, built from its source, on a person's card",
    needs: ['pcscd', 'vpcd', 'opensc', 'p11test', 'ip', 'namespaces'],
  },
  'openssl-revocation.test.ts': {
    about: 'openssl asks for revocation lists and by OCSP, and verifies what it is told',
    needs: ['openssl'],
  },
  'voice.test.ts': {
    about: 'prompts as MeCab and eSpeak NG read and say them',
    needs: ['mecab', 'open-jtalk-dictionary', 'espeak-ng'],
  },
  'pages.test.ts': {
    about: 'axe-core in Chromium over every page, and what it tells screen readers of them',
    needs: ['chromium'],
  },
} as const satisfies Readonly<Record<string, SystemTest>>;

/** What this machine lacks for it, each with its remedy; empty where it can run. */
export async function lackingFor({ needs }: SystemTest): Promise<readonly string[]> {
  const parts = needs.map((id) => {
    const part = machineParts.find((one) => one.id === id);
    if (part === undefined) throw new RangeError(`fcr doctor knows no part ${id}`);
    return part;
  });
  const looked = await Promise.all(parts.map(async (part) => ({ part, found: await part.look() })));
  return looked.flatMap(({ part, found }) => (found === null ? [`no ${part.id} (${part.remedy.en})`] : []));
}
