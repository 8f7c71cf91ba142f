/**
 * Virtual cards and phones: scripts of command APDUs, with resets, loss of power and restarts in between. The first byte
 * says which. A sound script proves secrets, reads, signs, changes a secret, has a terminal prove itself, or tries in vain.
 */

import type { Application, CardContents, SecretFile } from '../../../simulator/card/engine/contents.ts';
import { personalise } from '../../../simulator/card/issuing/personalise.ts';
import type { Person } from '../../../simulator/people/person.ts';
import { loadPeople } from '../../../simulator/people/registry.ts';
import { issuePhone } from '../../../simulator/phone/issue-phone.ts';
import { terminalIdentity } from '../../../simulator/pki/terminal.ts';
import type { Random } from '../../protocol/random.ts';
import { CardWitness } from '../card-witness.ts';
import { stepsIn, written } from '../script.ts';
import { insist, type Target } from '../target.ts';

const day = { year: 2026, month: 11, day: 2 };
const personOf = (id: string): Person => {
  const person = loadPeople().get(id);
  if (person === undefined) throw new Error(id);
  return person;
};
const phoneOf = (id: string): CardContents => {
  const contents = issuePhone(personOf(id), day);
  if (contents === null) throw new Error(id);
  return contents;
};
const cards = [
  ...['insured', 'next-card', 'face-only', 'pin-last-try', 'pin-locked'].map((id) =>
    personalise(personOf(id), day),
  ),
  ...['android', 'iphone'].map(phoneOf),
];

/** What a step does, besides sending a command. */
const reset = 0xfd;
const powerCycle = 0xfe;
const restart = 0xff;

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const command = (head: string, data?: Uint8Array, le?: number): Uint8Array =>
  Buffer.concat([
    hex(head),
    ...(data === undefined ? [] : [Uint8Array.of(data.length), data]),
    ...(le === undefined ? [] : [Uint8Array.of(le)]),
  ]);
const byShortId = (head: string, id: number): string => head + (0x80 | id).toString(16);

/** A script under way: what is sent goes to a card at once, since an answer to a challenge needs the challenge. */
class Scene {
  readonly witness: CardWitness;
  readonly contents: (typeof cards)[number];
  readonly #steps: Uint8Array[];
  readonly #random: Random;
  /** Of the card in this script. */
  readonly values = new Map<string, string>();

  constructor(random: Random) {
    const which = random.between(0, cards.length - 1);
    this.contents = cards[which] as (typeof cards)[number];
    this.witness = new CardWitness(this.contents);
    this.#steps = [Uint8Array.of(which)];
    this.#random = random;
  }

  get script(): Uint8Array {
    return Buffer.concat(this.#steps);
  }

  send(apdu: Uint8Array): Uint8Array {
    this.#steps.push(written({ does: 0, operand: apdu }));
    return this.witness.send(apdu).answer;
  }

  /** What must be done. */
  done(apdu: Uint8Array, rule: string): Uint8Array {
    const answer = this.send(apdu);
    insist(answer.at(-2) === 0x90 && answer.at(-1) === 0x00, rule);
    return answer.subarray(0, -2);
  }

  select(): (typeof this.contents.applications)[number] {
    const application = this.#random.of(this.contents.applications);
    this.done(command('00a4040c', application.aids[0]), 'an application of the card is selected');
    return application;
  }

  valueOf(secret: SecretFile): string {
    return this.values.get(secret.name) ?? secret.value.reveal();
  }

  forget(): void {
    const does = this.#random.of([reset, powerCycle, restart]);
    this.#steps.push(written({ does, operand: new Uint8Array(0) }));
    perform(this.witness, does);
  }
}

function perform(witness: CardWitness, does: number): void {
  if (does === reset) witness.reset();
  else if (does === powerCycle) witness.powerCycle();
  else witness.restart();
}

/** A secret of a few tries is proved, and what it opens is read, signed with and changed. */
function proving(scene: Scene, random: Random): void {
  const application = scene.select();
  const files = [...application.files.values()];
  const secrets = files.flatMap((file) => (file.kind === 'secret' && file.triesLeft > 0 ? [file] : []));
  if (secrets.length === 0) return;
  const secret = random.of(secrets);
  const verified = scene.send(command(byShortId('002000', secret.id), ascii(scene.valueOf(secret))));
  if (verified[0] !== 0x90) return;
  for (const file of files) {
    if (!('openedBy' in file) || typeof file.openedBy === 'string' || !file.openedBy.includes(secret.id))
      continue;
    scene.done(command('00a4020c', Uint8Array.of(0, file.id)), 'a file of the application is selected');
    if (file.kind === 'transparent') {
      scene.done(random.chance(0.8) ? hex('00b0000000') : hex('00b00000000000'), 'a proved file is read');
    } else if (file.kind === 'key' && random.chance(0.2)) {
      const input = random.bytes(file.key.algorithm === 'p384' ? 48 : 32);
      scene.done(command('802a0080', input, 0), 'a proved key signs');
    }
  }
  if (secret.change !== null && random.chance(0.3)) {
    const value = secret.name === 'signingPassword' ? `NEW${random.between(100, 999)}` : '4711';
    const head = secret.change.command === 0x0024 ? '002401' : '803200';
    scene.done(command(byShortId(head, secret.id), ascii(value)), 'a proved secret is changed');
    scene.values.set(secret.name, value);
  }
}

/** A proof is lost by a wrong try, and what it opened is asked for again. */
function losing(scene: Scene, random: Random): void {
  const files = [...scene.select().files.values()];
  const secrets = files.flatMap((file) => (file.kind === 'secret' ? [file] : []));
  if (secrets.length === 0) return;
  const secret = random.of(secrets);
  const verify = byShortId('002000', secret.id);
  scene.send(command(verify, ascii(scene.valueOf(secret))));
  scene.send(command(verify, random.bytes(4)));
  for (const file of files) {
    if (file.kind === 'transparent') scene.send(hex(`00b0${(0x80 | file.id).toString(16)}0000`));
    if (file.kind === 'key') scene.send(command(byShortId('802a00', file.id), random.bytes(48), 0));
  }
}

/** A wrong secret, as often as it pleases. */
function failing(scene: Scene, random: Random): void {
  const secrets = [...scene.select().files.values()].flatMap((file) =>
    file.kind === 'secret' ? [file] : [],
  );
  if (secrets.length === 0) return;
  const { id } = random.of(secrets);
  for (let i = random.between(1, 4); i > 0; i -= 1) {
    scene.send(command(byShortId('002000', id), random.bytes(random.between(1, 16))));
  }
  scene.send(command(byShortId('002000', id)));
}

const { certificate, sign } = terminalIdentity();

/** A terminal proves itself, and has the user key sign once; phones know no terminals. */
function vouching(scene: Scene, random: Random): void {
  const knows = ({ files }: Application) => [...files.values()].some((f) => f.kind === 'terminalAuthority');
  if (!scene.contents.applications.some(knows)) {
    asking(scene, random);
    return;
  }
  scene.done(hex('00a4040c0ad392f000260100000001'), 'the application of the user key is selected');
  scene.done(command('80a200c1', certificate), 'a certified terminal is taken');
  const challenge = scene.done(hex('0084000008'), 'a challenge is given');
  scene.done(command('00820016', sign(challenge)), 'a terminal proves itself');
  if (random.chance(0.2)) scene.send(command('00820016', sign(challenge)));
  for (let i = random.between(0, 2); i > 0; i -= 1) scene.send(command('802a0097', random.bytes(48), 0));
}

/** Whatever anybody may ask. */
function asking(scene: Scene, random: Random): void {
  const application = random.chance(0.5) ? scene.contents.powerOn : scene.select();
  const tags = [...application.dataObjects.keys(), 0x5f51, 0xdf30];
  scene.send(hex(`00ca${random.of(tags).toString(16).padStart(4, '0')}00`));
  for (const file of application.files.values()) {
    if (random.chance(0.5)) scene.send(hex(`00b0${(0x80 | file.id).toString(16)}0000`));
    if (file.kind === 'records')
      scene.send(hex(`00b201${((file.id << 3) | 4).toString(16).padStart(2, '0')}00`));
    if (random.chance(0.05)) scene.send(command(byShortId('008800', file.id), random.bytes(8), 0));
  }
  scene.send(random.bytes(random.between(0, 12)));
}

const scenes = [proving, proving, losing, failing, vouching, asking];

export const cardScripts: Target = {
  name: 'cards',
  share: 2,
  longest: 4096,
  tokens: [
    hex('00a4040c0ad392f000260100000001'),
    hex('00a4040c0ad3921000310001010402'),
    hex('00a4040c0ad3921000310001010408'),
    hex('00a4040c0ad3921000310001010100'),
    ...[
      '00a4',
      '00b0',
      '00b2',
      '0020',
      '0024',
      '8032',
      '802a',
      '0088',
      '0084',
      '00ca',
      '80a2',
      '0082',
      '80ae',
      '80fc',
    ].map((head) => written({ does: 0, operand: hex(`${head}008000`) })),
    written({ does: reset, operand: new Uint8Array(0) }),
    written({ does: restart, operand: new Uint8Array(0) }),
    written({ does: 0, operand: hex('00200098') }),
    written({ does: 0, operand: hex('002000980431323334') }),
    hex('00ffff'),
    hex('000000'),
  ],
  sound(random) {
    const scene = new Scene(random);
    for (let i = random.between(1, 3); i > 0; i -= 1) {
      random.of(scenes)(scene, random);
      if (random.chance(0.2)) scene.forget();
    }
    return scene.script;
  },
  judge(input) {
    const witness = new CardWitness(cards[(input[0] ?? 0) % cards.length] as (typeof cards)[number]);
    const said: string[] = [];
    for (const { does, operand } of stepsIn(input.subarray(1))) {
      if (does >= reset) perform(witness, does);
      else said.push(witness.send(operand).said);
    }
    return said;
  },
};
