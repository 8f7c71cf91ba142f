import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { japanDay } from '../../../firmware/calendar.ts';
import type { CredentialFiles } from '../../../simulator/people/own-credential.ts';
import type { Person } from '../../../simulator/people/person.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { builtInScenarios } from '../../../simulator/scenario/load.ts';
import { ecKey, type OwnForm, ownFiles } from '../people/own-files.ts';
import { fcr } from './in-process.ts';
import { cleanUp, freshFolder } from './spawned.ts';

afterEach(cleanUp);

const make = (...words: readonly string[]) => fcr(['person', 'new', '--id', 'tester', ...words]);

/** The person that these words make, out of the people file that they were written into. */
async function madeWith(...words: readonly string[]): Promise<Person> {
  const file = join(freshFolder(), 'people.yaml');
  expect(await make(...words, '--out', file)).toEqual({ code: 0, stdout: `${file}\n`, stderr: '' });
  const person = loadPeople(file).get('tester');
  if (person === undefined) throw new Error('nobody');
  return person;
}

/** The machine's year and days around it, in which `fcr person new` judges a certificate. */
const thisYear = japanDay(Date.now()).year;
const valid = {
  from: { year: thisYear - 1, month: 1, day: 1 },
  until: { year: thisYear + 3, month: 12, day: 31 },
};

const keyOfNoCard = ecKey('P-256');

/** The options for files in a folder. */
const own = (folder: string, files: CredentialFiles): string[] => [
  '--own-certificate',
  join(folder, files.certificate),
  '--own-key',
  join(folder, files.key),
  '--own-authority',
  join(folder, files.authority),
];

function ownIn(folder: string, form: Partial<OwnForm> = {}) {
  mkdirSync(folder, { recursive: true });
  return ownFiles(folder, { kind: 'rsa', ...valid, ...form });
}

describe('fcr person new', () => {
  it.each([
    [['--card', 'next'], { card: { kind: 'next', faceOnly: false } }],
    [['--card', 'face-only'], { card: { kind: 'my-number', faceOnly: true } }],
    [['--card', 'broken'], { card: { kind: 'broken' }, defaultVisit: { outcome: 'refused' } }],
    [['--card', 'other'], { card: { kind: 'other' }, defaultVisit: { outcome: 'refused' } }],
    [['--pin-tries', '1'], { card: { pinTriesLeft: 1 } }],
    [
      ['--status', 'suspended'],
      { certificate: { status: 'suspended' }, defaultVisit: { outcome: 'refused' } },
    ],
    [['--unregistered'], { registered: false, defaultVisit: { outcome: 'accepted' } }],
    [
      ['--validity', '3'],
      {
        insurance: [{ lost: { reason: '03' } }, { inFull: false }],
        defaultVisit: { outcome: 'problem', validity: '3' },
      },
    ],
    [
      ['--validity', '6'],
      { registered: false, insurance: [{ classification: 'A1' }], defaultVisit: { validity: '6' } },
    ],
    [['--certificate-expires', '-1d'], { defaultVisit: { outcome: 'accepted', consent: null } }],
    [['--certificate-expires', '2020-03-31'], { defaultVisit: { outcome: 'refused' } }],
    [['--card-expires', '-1d'], { defaultVisit: { outcome: 'accepted', consent: null } }],
    [['--card-expires', '-2y'], { defaultVisit: { outcome: 'refused' } }],
    [['--certificate-issued', '+2d'], { defaultVisit: { outcome: 'problem', validity: null } }],
  ])('makes the person that was asked for: %j', async (words, expected) => {
    expect(await madeWith(...words)).toMatchObject(expected);
  });

  it('takes the first free id where none is said', async () => {
    const file = join(freshFolder(), 'people.yaml');
    const added = async (...words: readonly string[]) => {
      expect(await fcr(['person', 'new', ...words, '--out', file])).toMatchObject({ code: 0, stderr: '' });
    };
    await added('--id', 'person-2');
    await added('--card', 'next');
    await added();
    expect([...loadPeople(file)].map(({ id }) => id)).toEqual(['person-2', 'person-1', 'person-3']);
    const { stdout } = await fcr(['person', 'new', '--name', '見本 次', '--card', 'next']);
    expect(stdout).toMatch(/^person-1:\n/);
  });

  it.each([
    [[], '+6y', '+4y'],
    [['--card', 'next'], '+9y', '+9y'],
    [['--card', 'next', '--card-expires', '+2y'], '+2y', '+2y'],
    [['--card', 'face-only'], '+6y', '+4y'],
  ])('gives a card and its certificate the days of their kind: %j', async (words, ofCard, ofCertificate) => {
    const { card, certificate } = await madeWith(...words);
    expect([card.expires.text, certificate.expires.text]).toEqual([ofCard, ofCertificate]);
  });

  it('keeps days as they were said, so that a situation holds on any day', async () => {
    const { card, certificate } = await madeWith(
      ...['--card-expires', '+2y monthEnd', '--certificate-issued', '-2y', '--certificate-expires', '+30d'],
    );
    expect([card.expires.text, certificate.issued.text, certificate.expires.text]).toEqual([
      '+2y monthEnd',
      '-2y',
      '+30d',
    ]);
  });

  it.each([
    [['--card', 'paper'], /^fcr: EMU-633 --card cannot be paper\. /],
    [['--pin-tries', '4'], /^fcr: EMU-633 --pin-tries cannot be 4\. /],
    [['--status', 'lost'], /^fcr: EMU-633 --status cannot be lost\. /],
    [['--validity', '7'], /^fcr: EMU-633 --validity cannot be 7\. /],
    [['--card-expires', 'soon'], /^fcr: EMU-633 --card-expires cannot be soon\. /],
    [
      ['--card-expires', '+1y', '--certificate-expires', '+2y'],
      /^fcr: EMU-633 --certificate-expires cannot be \+2y\. It takes a day that is not after the last of --card-expires\.$/m,
    ],
    [['--certificate-issued', '+5y'], /^fcr: EMU-633 --certificate-issued cannot be \+5y\. /],
    [['--own-certificate', 'a.pem'], /^fcr: EMU-634 fcr person new lacks --own-key\. /],
    [
      ['--own-key', 'a.pem', '--own-certificate', 'a.pem'],
      /^fcr: EMU-634 fcr person new lacks --own-authority\. /,
    ],
  ])('refuses in one line what it does not take: %j', async (words, line) => {
    const { code, stdout, stderr } = await make(...words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(line);
    expect(stderr).toMatch(/^[^\n]+\n$/);
  });
});

describe("fcr person new with a certificate of one's own", () => {
  it.each([
    ['rsa', [], { kind: 'my-number', faceOnly: false }],
    ['p384', [], { kind: 'next', faceOnly: false }],
    ['rsa', ['--card', 'face-only'], { kind: 'my-number', faceOnly: true }],
    ['p384', ['--card', 'face-only'], { kind: 'next', faceOnly: true }],
    ['p384', ['--card', 'broken'], { kind: 'broken', faceOnly: false }],
  ] as const)('puts it into the card that it fits: %s %j', async (kind, words, card) => {
    const folder = freshFolder();
    const person = await madeWith(...own(folder, ownIn(folder, { kind })), ...words);
    expect(person.card).toMatchObject(card);
    expect(person.card.credentials?.user.key.asymmetricKeyType).toBe(kind === 'rsa' ? 'rsa' : 'ec');
    expect(person.defaultVisit.outcome).toBe(card.kind === 'broken' ? 'refused' : 'accepted');
  });

  it('names the files from the folder of the people file, and copies nothing out of them', async () => {
    const folder = freshFolder();
    const certificates = join(folder, 'certificates');
    const files = ownIn(certificates);
    const file = join(folder, 'bench', 'people.yaml');
    mkdirSync(dirname(file));
    const { code } = await make(...own(certificates, files), '--out', file);
    expect(code).toBe(0);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(`key: ../certificates/${files.key}`);
    const key = readFileSync(join(certificates, files.key), 'utf8').split('\n')[3] ?? '';
    expect(key.length).toBe(64);
    for (const words of [[], ['--secrets'], ['--json', '--secrets']]) {
      const shown = await fcr(['person', 'show', 'tester', '--people', file, ...words]);
      expect(shown.stdout).toContain(files.key);
      expect(text + shown.stdout).not.toContain(key);
      expect(text + shown.stdout).not.toContain('BEGIN');
    }
  });

  it('states the visit that the certificate’s own days lead to', async () => {
    const folder = freshFolder();
    const past = {
      from: { ...valid.from, year: thisYear - 9 },
      until: { ...valid.from, year: thisYear - 4 },
    };
    expect(await madeWith(...own(folder, ownIn(folder, past)))).toMatchObject({
      defaultVisit: { outcome: 'refused' },
    });
    const later = { from: { ...valid.from, year: thisYear + 1 }, until: valid.until };
    expect(await madeWith(...own(folder, ownIn(folder, later)))).toMatchObject({
      defaultVisit: { outcome: 'problem' },
    });
  });

  it.each([
    [['--certificate-expires', '+1y'], /^fcr: EMU-633 --certificate-expires cannot be \+1y\. /],
    [['--certificate-issued', '-1y'], /^fcr: EMU-633 --certificate-issued cannot be -1y\. /],
    [['--card', 'other'], /^fcr: EMU-633 --card cannot be other\. /],
    [['--card', 'next'], /^fcr: EMU-687 /],
  ])('refuses beside it what cannot be: %j', async (words, line) => {
    const folder = freshFolder();
    const file = join(folder, 'people.yaml');
    const { code, stdout, stderr } = await make(...own(folder, ownIn(folder)), ...words, '--out', file);
    expect([code, stdout, existsSync(file)]).toEqual([2, '', false]);
    expect(stderr).toMatch(line);
  });

  it('refuses a certificate that somebody in the file has already, as the option that it is', async () => {
    const folder = freshFolder();
    const file = join(folder, 'people.yaml');
    const files = own(folder, ownIn(folder));
    expect((await make(...files, '--out', file)).code).toBe(0);
    const before = readFileSync(file, 'utf8');
    const { code, stderr } = await make(...files, '--id', 'again', '--out', file);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^fcr: EMU-633 --own-certificate cannot be \S+\.pem\. [^\n]+\n$/);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it.each(['en', 'ja'])(
    'names what is wrong with a file, in one line and without its content (%s)',
    async (language) => {
      const folder = freshFolder();
      const files = ownIn(folder);
      const p384 = ownFiles(folder, { kind: 'p384', ...valid }, 'p384');
      writeFileSync(join(folder, 'text.pem'), 'secret-looking text\n');
      writeFileSync(join(folder, 'huge.pem'), 'x'.repeat(70_000));
      const wrong = [
        [{ key: 'text.pem' }, 'EMU-685'],
        [{ certificate: 'text.pem' }, 'EMU-685'],
        [{ authority: 'nowhere.pem' }, 'EMU-685'],
        [{ key: p384.key }, 'EMU-686'],
        [ownFiles(folder, { kind: 'rsa', key: keyOfNoCard }, 'p256'), 'EMU-687'],
        [{ authority: p384.authority }, 'EMU-688'],
        [{ certificate: 'huge.pem' }, 'EMU-689'],
      ] as const;
      for (const [part, code] of wrong) {
        const ended = await make(...own(folder, { ...files, ...part }), '--lang', language);
        expect([ended.code, ended.stdout]).toEqual([2, '']);
        expect(ended.stderr).toMatch(new RegExp(`^fcr: ${code} [^\n]+\n$`));
        expect(ended.stderr).not.toMatch(/[{}]|secret-looking|BEGIN/);
      }
    },
  );
});

describe('fcr run --people', () => {
  const scenario = `name: My own person
steps:
  - see: idle
  - place: card
    of: tester
  - see: choose_method
`;

  it('lets the people of a file come, and repeats what was recorded with them', async () => {
    const folder = freshFolder();
    const people = join(folder, 'people.yaml');
    await make('--out', people);
    const file = join(folder, 'own.yaml');
    writeFileSync(file, scenario);
    const out = join(folder, 'report');
    expect((await fcr(['run', file, '--people', people, '--out', out])).code).toBe(0);
    const trace = join(out, 'trace.jsonl');
    expect((await fcr(['replay', trace, '--scenarios', file, '--people', people])).code).toBe(0);
    // A built-in scenario of the same file name is for other people.
    const likeBuiltIn = join(folder, 'old-characters.yaml');
    writeFileSync(likeBuiltIn, scenario);
    expect((await fcr(['run', likeBuiltIn, '--people', people, '--out', out])).code).toBe(0);
    const asked = ['replay', trace, '--people', people, '--scenarios', builtInScenarios];
    expect((await fcr([...asked, '--scenarios', folder])).stderr).toBe('');
    expect((await fcr(asked)).stderr).toMatch(/^fcr: EMU-616 .*My own person/);
    // Nobody of that name is built in.
    expect((await fcr(['run', file])).stderr).toMatch(/^fcr: EMU-\d+ .*tester/);
  });
});
