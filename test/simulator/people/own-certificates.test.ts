import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Day } from '../../../firmware/calendar.ts';
import { EmulatorError } from '../../../protocol/errors.ts';
import { orThrow } from '../../../protocol/result.ts';
import {
  type Credential,
  signatureCredential,
  userCredential,
} from '../../../simulator/card/issuing/credentials.ts';
import { plainPerson } from '../../../simulator/cli/plain-person.ts';
import { expectedVisit, type Situation } from '../../../simulator/people/expected-visit.ts';
import { readOwnCredential } from '../../../simulator/people/own-credential.ts';
import type { Person } from '../../../simulator/people/person.ts';
import { loadPeople, type People, parsePeople } from '../../../simulator/people/registry.ts';
import { cardAuthorityCertificates, certificateSerial } from '../../../simulator/pki/cards/card-authority.ts';
import { cardTrust } from '../../../simulator/pki/cards/card-trust.ts';
import { CertificateRegister } from '../../../simulator/pki/cards/certificate-register.ts';
import { asStated, openDesk, visit, visitsSoFar } from './default-visit.ts';
import { type OwnForm, type OwnKind, ownFiles } from './own-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'fcr-own-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The day of the desks that the tests open. */
const today: Day = { year: 2026, month: 11, day: 2 };
const kinds = ['rsa', 'p384'] as const;
const cardOf = { rsa: 'my-number', p384: 'next' } as const;

const insured = loadPeople().get('insured');
if (insured === undefined) throw new Error('insured');
const { id: _, ...plainInsured } = insured;
const entry = plainPerson(plainInsured, true);

/** A people file in the folder of the files that it names. */
const peopleOf = (entries: Record<string, object>): People =>
  parsePeople(
    stringify(Object.fromEntries(Object.entries(entries).map(([id, own]) => [id, { ...entry, ...own }]))),
    join(folder, 'people.yaml'),
  );

const only = (people: People): Person => {
  const [person] = people;
  if (person === undefined) throw new Error('nobody');
  return person;
};

const problemOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof EmulatorError) return error.problem;
    throw error;
  }
  throw new Error('nothing was refused');
};

/** A person whose card holds certificates of the form, and who is expected to be judged by them. */
function bringer(
  form: OwnForm,
  said: Partial<Situation> & { readonly method?: 'face' | 'pin' } = {},
): People {
  const { method = 'face', status = 'good' } = said;
  const kind = cardOf[form.kind];
  const user = ownFiles(folder, form, `${form.kind}-user`);
  const { judged } = orThrow(readOwnCredential(user, folder));
  const stated = expectedVisit(
    {
      card: kind,
      status,
      certificate: judged,
      validity: '1',
      registered: true,
      recipientCertificates: false,
      viewing: true,
    },
    today,
  );
  const screens = stated.screens.map((screen) =>
    method === 'pin' && screen === 'face_capture' ? 'pin_entry' : screen,
  );
  return peopleOf({
    bringer: {
      card: {
        kind,
        credentials: {
          user,
          signature: ownFiles(folder, { ...form, use: 'signature' }, `${form.kind}-signature`),
        },
      },
      // Would be expired: only what the test authority issues goes by it.
      certificate: { issued: '-9y', expires: '-4y', status },
      defaultVisit: { ...stated, method, screens },
    },
  });
}

async function expectVisitAsStated(people: People): Promise<void> {
  const world = await openDesk(people);
  await visit(world, only(people));
  expect(visitsSoFar(world)).toEqual(asStated(only(people).defaultVisit));
  await world.stop();
}

describe.each(kinds)("a visit with a certificate of one's own, %s", (kind: OwnKind) => {
  it.each(['face', 'pin'] as const)(
    'is accepted by %s, as with one of the test authority',
    async (method) => {
      const people = bringer({ kind }, { method });
      expect(only(people).defaultVisit.outcome).toBe('accepted');
      await expectVisitAsStated(people);
    },
  );

  it.each([
    ['ends soon', { until: { year: 2026, month: 11, day: 30 } }, 'accepted', 'expiry_notice'],
    ['is in grace', { until: { year: 2026, month: 8, day: 1 } }, 'accepted', 'cert_grace'],
    ['is past grace', { until: { year: 2026, month: 7, day: 31 } }, 'refused', 'card_refused'],
    ['has not begun', { from: { year: 2026, month: 11, day: 3 } }, 'problem', 'eligibility_problem'],
  ] as const)('goes by the days in the certificate: it %s', async (_, days, outcome, screen) => {
    const people = bringer({ kind, ...days });
    expect(only(people).defaultVisit).toMatchObject({ outcome });
    expect(only(people).defaultVisit.screens).toContain(screen);
    await expectVisitAsStated(people);
  });

  it.each(['revoked', 'suspended', 'returned', 'voluntarily-revoked'] as const)(
    'goes by the status that the people file states, for its authority publishes nothing here: %s',
    async (status) => {
      const people = bringer({ kind }, { status });
      expect(only(people).defaultVisit.outcome).toBe('refused');
      await expectVisitAsStated(people);
    },
  );

  it('is turned down by the reader where its policy is not that of user certificates', async () => {
    const people = bringer({ kind, use: 'signature' });
    expect(only(people).defaultVisit.screens).toEqual(['idle', 'card_refused', 'take_card', 'ended', 'idle']);
    await expectVisitAsStated(people);
  });

  it('is a problem where its authority is not yet in force', async () => {
    const people = bringer({ kind, authorityFrom: Date.UTC(2026, 10, 3) });
    expect(only(people).defaultVisit).toMatchObject({ outcome: 'problem', validity: null });
    await expectVisitAsStated(people);
  });

  it('needs the desk whose people brought its authority', () => {
    const people = bringer({ kind });
    const { certificate } = userCredential(only(people), today);
    expect(cardTrust(people).judge([certificate]).ok).toBe(true);
    const elsewhere = cardTrust(loadPeople()).judge([certificate]);
    expect(elsewhere).toMatchObject({ ok: false, problem: { code: 'EMU-331' } });
  });

  it('finds in the card what the files hold, for the user key and for signatures', () => {
    const person = only(bringer({ kind }));
    const ends = ({ certificate, authorityCertificate, key }: Credential) => {
      const [end, issuer] = [new X509Certificate(certificate), new X509Certificate(authorityCertificate)];
      return [end.checkPrivateKey(key), end.checkIssued(issuer), issuer.subject.replaceAll('\n', ', ')];
    };
    expect(ends(userCredential(person, today))).toEqual([
      true,
      true,
      `C=JP, CN=TEST bench authority ${kind} user`,
    ]);
    expect(ends(signatureCredential(person, today, 'current'))).toEqual([
      true,
      true,
      `C=JP, CN=TEST bench authority ${kind} signature`,
    ]);
  });
});

describe('the owners of certificates', () => {
  it('are told apart by serial number and issuer together', () => {
    const serial = certificateSerial({ id: 'insured' });
    const own = ownFiles(folder, { kind: 'rsa', serial }, 'same-serial');
    const people = peopleOf({ insured: {}, bringer: { card: { credentials: { user: own } } } });
    const serials = [...people].map(
      (person) => new X509Certificate(userCredential(person, today).certificate).serialNumber,
    );
    expect(new Set(serials).size).toBe(1);
    const register = new CertificateRegister(people);
    for (const person of people) {
      const certificate = cardTrust(people).judge([userCredential(person, today).certificate]);
      if (!certificate.ok) throw new Error(certificate.problem.code);
      const { number, issuer } = certificate.value;
      expect(register.ownerOf({ number, issuer: issuer.subject })).toBe(person);
    }
  });
});

describe('the authorities that a desk trusts', () => {
  it('are the test authorities, and each one that somebody brought, once', () => {
    expect(cardTrust(loadPeople()).authorities.map(({ der }) => der)).toEqual(cardAuthorityCertificates());
    const user = (name: string, serial: string) => ownFiles(folder, { kind: 'rsa', serial }, name);
    const people = peopleOf({
      one: { card: { credentials: { user: user('one', '11') } } },
      other: { card: { credentials: { user: user('other', '12') } } },
      third: { card: { kind: 'next', credentials: { user: ownFiles(folder, { kind: 'p384' }, 'third') } } },
    });
    expect(cardTrust(people).authorities).toHaveLength(cardAuthorityCertificates().length + 2);
    expect(cardTrust(people)).toBe(cardTrust(people));
  });
});

describe("an entry with a certificate of one's own", () => {
  const rsa = ownFiles(folder, { kind: 'rsa' }, 'entry-rsa');
  const p384 = ownFiles(folder, { kind: 'p384' }, 'entry-p384');
  const refusal = (card: object, more: Record<string, object> = {}) => {
    const { code, detail } = problemOf(() => peopleOf({ ...more, bringer: { card } }));
    return [code, detail.path ?? detail.file];
  };

  it('is written down with the names of its files, and nothing that is in them', () => {
    const { id, ...own } = only(peopleOf({ bringer: { card: { credentials: { user: rsa } } } }));
    const plain = plainPerson(own, true);
    expect(plain.card).toMatchObject({ kind: 'my-number', credentials: { user: rsa } });
    expect([...peopleOf({ [id]: plain })].map((person) => person.id)).toEqual(['bringer']);
  });

  it('is refused where the kind of card has no such key', () => {
    for (const credentials of [{ user: p384 }, { user: rsa, signature: p384 }])
      expect(refusal({ kind: 'my-number', credentials })).toEqual(['EMU-687', join(folder, p384.key)]);
    for (const credentials of [{ user: rsa }, { user: p384, signature: rsa }])
      expect(refusal({ kind: 'next', credentials })).toEqual(['EMU-687', join(folder, rsa.key)]);
  });

  it('may be in a card with a broken chip, whatever the kind of key', () => {
    for (const user of [rsa, p384])
      expect(only(peopleOf({ bringer: { card: { kind: 'broken', credentials: { user } } } })).card.kind).toBe(
        'broken',
      );
  });

  it('is refused where such a card holds none', () => {
    expect(refusal({ kind: 'other', credentials: { user: rsa } })).toEqual([
      'EMU-622',
      'bringer.card.credentials',
    ]);
    expect(refusal({ faceOnly: true, credentials: { user: rsa, signature: rsa } })).toEqual([
      'EMU-622',
      'bringer.card.credentials.signature',
    ]);
  });

  it('is refused where a file is not named, or something else is', () => {
    const { key: _key, ...without } = rsa;
    expect(refusal({ credentials: { user: without } })).toEqual([
      'EMU-622',
      'bringer.card.credentials.user.key',
    ]);
    expect(refusal({ credentials: { user: { ...rsa, passphrase: 'x' } } })[0]).toBe('EMU-622');
    expect(refusal({ credentials: { signature: rsa } })).toEqual([
      'EMU-622',
      'bringer.card.credentials.user',
    ]);
  });

  it('is refused where another person has the same certificate', () => {
    const card = { credentials: { user: rsa } };
    expect(refusal(card, { other: { card } })).toEqual(['EMU-622', 'bringer.card.credentials.user']);
  });

  it('is refused as its files are', () => {
    expect(refusal({ credentials: { user: { ...rsa, key: 'nowhere.pem' } } })).toEqual([
      'EMU-685',
      join(folder, 'nowhere.pem'),
    ]);
    expect(refusal({ credentials: { user: rsa, signature: { ...rsa, authority: p384.authority } } })).toEqual(
      ['EMU-688', join(folder, rsa.certificate)],
    );
  });
});
