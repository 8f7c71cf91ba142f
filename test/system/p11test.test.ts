import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanUp, freshFolder } from '../simulator/cli/spawned.ts';
import { buildP11test } from './opensc/build-p11test.ts';
import { PrivatePcsc } from './opensc/private-pcsc.ts';
import { lackingFor, systemTests } from './system-tests.ts';

const passed = { did: 'OK', said: [] };
const skipped = (why: string) => ({ did: 'SKIPPED', said: [why] });

/** What each check of p11test makes of the card in OpenSC's driver, and what it says where it does not pass. */
const outcomes = (key: string) => ({
  wait_test: skipped('To test wait, run in interactive mode (-i switch).'),
  supported_mechanisms_test: passed,
  interface_test: passed,
  readonly_tests: passed,
  multipart_tests: passed,
  ec_sign_size_test: skipped('Token does not support any ECC signature mechanisms. Skipping.'),
  // Not the card's doing: OpenSC's driver for it names what private keys are for, and of public keys nothing.
  usage_test: { did: 'FAILED', said: [`[ ERROR ${key} ] If Sign is set, Verify should be set too.`] },
  pss_oaep_test: skipped('Token does not support any RSA-PSS or OAEP mechanisms. Skipping.'),
  derive_tests: passed,
  secret_tests: passed,
  wrap_tests: passed,
});

/** By name of the check. */
function outcomesIn(said: string): Readonly<Record<string, { did: string; said: readonly string[] }>> {
  const found: Record<string, { did: string; said: readonly string[] }> = {};
  for (const [, name = '', body = '', did = ''] of said.matchAll(
    /^\[ RUN +\] (\w+)\n([\s\S]*?)^\[ +(OK|SKIPPED|FAILED) +\] \1$/gm,
  )) {
    const reasons = body.split('\n').filter((line) => /^ *\[ ERROR \d+ \]|^To test|Skipping\.$/.test(line));
    found[name] = { did, said: reasons.map((line) => line.trim()) };
  }
  return found;
}

/** Mechanisms with which the private key has signed, in one go and in parts, and OpenSSL has verified. */
const mechanismsIn = (said: string): readonly string[] =>
  [...said.matchAll(/^ +\[ (\w+) +\] \[ +\[\.\/\] +\]/gm)].map(([, name = '']) => name);
const mechanisms = ['', 'SHA1_', 'SHA224_', 'SHA256_', 'SHA384_', 'SHA512_', 'MD5_', 'RIPEMD160_'].map(
  (hash) => `${hash}RSA_PKCS`,
);

describe("OpenSC's p11test", () => {
  let leftOut: string | null = null;
  let pcsc: PrivatePcsc | null = null;
  let program = '';

  beforeAll(async () => {
    const lacking = await lackingFor(systemTests['p11test.test.ts']);
    leftOut = lacking.length === 0 ? null : lacking.join(', ');
    try {
      if (leftOut === null) program = buildP11test(freshFolder());
    } catch (error) {
      leftOut = `the source of OpenSC is not to be had: ${error instanceof Error ? error.message : error}`;
    }
    if (leftOut !== null) {
      process.stdout.write(`test/system/p11test.test.ts is left out: ${leftOut}\n`);
      return;
    }
    pcsc = await PrivatePcsc.open();
    const words = ['card', '--person', 'insured', '--vpcd', '127.0.0.1:35963', '--data', freshFolder()];
    pcsc.startFcr(words);
    await pcsc.readers(/^0 +Yes/m);
  });
  afterAll(() => (pcsc === null ? cleanUp() : pcsc.close()));

  it.for([
    ['the user key with its PIN', '01', '1234'],
    ['the signature key with its password', '02', 'ABC123'],
  ] as const)('finds nothing wrong with the card itself, by %s', async ([, key, secret], { skip }) => {
    if (leftOut !== null || pcsc === null) return skip(leftOut ?? '');
    const slot = key === '01' ? '0' : '1';
    // What is wrong it says on the other stream: together they tell to which check it belongs.
    const together = ['sh', '-c', 'exec "$@" 2>&1', 'sh'];
    const words = ['-m', 'opensc-pkcs11.so', '-s', slot, '-p', secret];
    const { stdout } = await pcsc.run(...together, program, ...words);
    expect(outcomesIn(stdout)).toEqual(outcomes(key));
    expect(mechanismsIn(stdout)).toEqual([...mechanisms, ...mechanisms]);
  });
});
