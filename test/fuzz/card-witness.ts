/**
 * Watches a virtual card from outside: keeps its own account of what was selected, proved and granted, and insists that
 * the card never answers as if more had been. Knows the card's contents, and every right secret.
 */

import { createPublicKey, verify } from 'node:crypto';
import type { Digits } from '../../protocol/personal.ts';
import { type CommandApdu, parseCommand } from '../../simulator/card/engine/apdu.ts';
import { createCard, type VirtualCard } from '../../simulator/card/engine/card.ts';
import { cardCommands } from '../../simulator/card/engine/commands.ts';
import type { Application, CardContents, ElementaryFile } from '../../simulator/card/engine/contents.ts';
import { statusWords } from '../../simulator/card/engine/status-words.ts';
import { labelledPem } from '../../simulator/pki/test-keys/labelled-pem.ts';
import { insist, sameBytes } from './target.ts';

const terminalKey = createPublicKey(labelledPem('terminal.pem').key('terminal'));
const terminalChallenge = 8;

const known = new Set<number>(Object.values(statusWords).map(({ word }) => word));
const names = new Map(cardCommands.map(({ cla, ins, name }) => [(cla << 8) | ins, name]));

interface Write<T> {
  readonly name: string;
  readonly value: T;
}

/** Memory that tells of each write, and forgets to tell when asked to. */
class WatchedStore<T> {
  readonly values = new Map<string, T>();
  writes: Write<T>[] = [];
  get(name: string): T | null {
    return this.values.get(name) ?? null;
  }
  set(name: string, value: T): void {
    this.writes.push({ name, value });
    this.values.set(name, value);
  }
}

export class CardWitness {
  readonly #contents: CardContents;
  readonly #counters = new WatchedStore<number>();
  readonly #secrets = new WatchedStore<Digits>();
  #chip: VirtualCard;
  // What must be so, by this account.
  #application: Application;
  #file: ElementaryFile | null = null;
  #proved = new Set<number>();
  #challenge: Uint8Array | null = null;
  #granted = false;

  /** By class and instruction, what is to be said of a command that was done. */
  readonly #accounts: ReadonlyMap<number, (command: CommandApdu, data: Uint8Array) => void> = new Map([
    [0x00a4, (command) => this.#selected(command)],
    [0x00b0, (command, data) => this.#read(command, data)],
    [0x00b2, (command, data) => this.#readRecord(command, data)],
    [0x00ca, (command, data) => this.#told(command, data)],
    [0x802a, (command) => this.#signed(command)],
    [0x0088, (command) => this.#authenticatedInternally(command)],
    [0x0084, (_, data) => this.#challenged(data)],
    [0x80a2, () => {}],
    [0x0082, (command) => this.#authenticated(command)],
    [0x80fc, () => insist(this.#application.takesLastCommand, 'only an iPhone is told the end')],
  ] satisfies [number, (command: CommandApdu, data: Uint8Array) => void][]);

  constructor(contents: CardContents) {
    this.#contents = contents;
    this.#application = contents.powerOn;
    this.#chip = this.#newChip();
  }

  #newChip(): VirtualCard {
    const chip = createCard({ contents: this.#contents, counters: this.#counters, secrets: this.#secrets });
    chip.powerOn();
    return chip;
  }

  /** As when the process ends: the memory is all that stays. */
  restart(): void {
    this.#chip = this.#newChip();
    this.#enter(this.#contents.powerOn);
  }

  reset(): void {
    this.#chip.reset();
    this.#enter(this.#contents.powerOn);
  }

  /** Off; what is sent before it is on again gets no bytes. */
  powerCycle(): void {
    this.#chip.powerOff();
    insist(this.#chip.transmit(Uint8Array.of(0, 0x84, 0, 0, 8)).length === 0, 'no power, no answer');
    this.#chip.powerOn();
    this.#enter(this.#contents.powerOn);
  }

  #enter(application: Application): void {
    this.#application = application;
    this.#file = null;
    this.#proved.clear();
    this.#challenge = null;
    this.#granted = false;
  }

  /** Sends a command and checks what comes of it. */
  send(apdu: Uint8Array): { readonly answer: Uint8Array; readonly said: string } {
    this.#counters.writes = [];
    this.#secrets.writes = [];
    const before = new Map(this.#counters.values);
    const answer = this.#chip.transmit(apdu);
    insist(answer.length >= 2, 'every command is answered');
    const word = ((answer.at(-2) ?? 0) << 8) | (answer.at(-1) ?? 0);
    const isTries = (word & 0xfff0) === 0x63c0;
    insist(known.has(word) || isTries, 'every status word is in the table');
    insist(word !== statusWords.noPreciseDiagnosis.word, 'nothing fails inside the card');
    insist(word === 0x9000 || answer.length === 2, 'data come with 9000 only');
    const command = parseCommand(apdu);
    if (command === null) {
      insist(word === statusWords.wrongLength.word, 'lengths that do not add up are told as such');
      this.#nothingWritten();
      return { answer, said: 'refused 6700 before anything' };
    }
    this.#account(command, word, answer.subarray(0, -2), before);
    const name = names.get((command.cla << 8) | command.ins) ?? 'an unknown command';
    const code = isTries ? '63Cx' : word.toString(16).toUpperCase();
    return { answer, said: `${word === 0x9000 ? 'accepted' : `refused ${code}`} ${name}` };
  }

  #nothingWritten(): void {
    insist(this.#counters.writes.length === 0, 'only VERIFY moves a counter');
    insist(this.#secrets.writes.length === 0, 'only a change of a secret changes one');
  }

  #account(command: CommandApdu, word: number, data: Uint8Array, before: ReadonlyMap<string, number>): void {
    const head = (command.cla << 8) | command.ins;
    if (head === 0x0020 && command.data.length > 0) {
      this.#verified(command, word, before);
    } else if (head === 0x0024 || head === 0x8032) {
      this.#changed(command, word);
    } else {
      this.#nothingWritten();
      if (word === 0x9000) this.#done(head, command, data);
      else this.#refused(head, command, word);
    }
  }

  #done(head: number, command: CommandApdu, data: Uint8Array): void {
    const account = this.#accounts.get(head);
    insist(account !== undefined, 'only commands of the table are done');
    account(command, data);
  }

  #refused(head: number, { p1, p2 }: CommandApdu, word: number): void {
    const badlyFormed = word === statusWords.wrongP1P2.word || word === statusWords.wrongLength.word;
    if (badlyFormed) return;
    // A file that may not be read is the current one all the same.
    if (head === 0x00b0 && (p1 & 0x80) !== 0) this.#choose(p1 & 0x1f, 'transparent');
    if (head === 0x00b2) this.#choose(p2 >> 3, 'records');
    if (head === 0x0082) {
      this.#challenge = null;
      this.#granted = false;
    }
  }

  #choose(shortId: number, kind: ElementaryFile['kind']): void {
    const file = this.#application.files.get(shortId);
    if (file?.kind === kind) this.#file = file;
  }

  #selected({ p1, data }: CommandApdu): void {
    if (p1 === 0x04) {
      const found = this.#contents.applications.find(({ aids }) => aids.some((aid) => sameBytes(aid, data)));
      insist(found !== undefined, 'no application is selected that is not there');
      this.#enter(found);
    } else if (p1 === 0x02) {
      const file = this.#application.files.get(((data[0] ?? 0) << 8) | (data[1] ?? 0));
      insist(file !== undefined, 'no file is selected that is not there');
      this.#file = file;
    }
  }

  #named(shortId: number): ElementaryFile {
    const file = shortId === 0 ? this.#file : this.#application.files.get(shortId);
    insist(file !== null && file !== undefined, 'nothing is done with a file that is not there');
    return file;
  }

  #isOpen(file: ElementaryFile): boolean {
    if (!('openedBy' in file)) return false;
    // Nobody agrees to anything here.
    if (file.openedBy === 'holder') return false;
    return file.openedBy === 'anyone' || file.openedBy.some((secret) => this.#proved.has(secret));
  }

  #read({ p1, p2, le }: CommandApdu, data: Uint8Array): void {
    const byShortId = (p1 & 0x80) !== 0;
    const file = this.#named(byShortId ? p1 & 0x1f : 0);
    insist(file.kind === 'transparent' && this.#isOpen(file), 'no file is read without its secret');
    this.#file = file;
    const from = byShortId ? p2 : (p1 << 8) | p2;
    insist(
      sameBytes(data, file.bytes.subarray(from, from + (le ?? 0))),
      'what is read is what the file holds',
    );
  }

  #readRecord({ p1, p2, le }: CommandApdu, data: Uint8Array): void {
    const file = this.#named(p2 >> 3);
    insist(file.kind === 'records' && this.#isOpen(file), 'no record is read without its secret');
    this.#file = file;
    const record = file.records[p1 - 1];
    insist(record !== undefined && sameBytes(data, record.subarray(0, le ?? 0)), 'a record is read as it is');
  }

  #told({ p1, p2 }: CommandApdu, data: Uint8Array): void {
    const tag = (p1 << 8) | p2;
    const object = this.#application.dataObjects.get(tag) ?? this.#contents.dataObjects.get(tag);
    insist(object !== undefined && sameBytes(object.value, data), 'a data object is told as it is');
  }

  #verified({ p2, data }: CommandApdu, word: number, before: ReadonlyMap<string, number>): void {
    insist(this.#secrets.writes.length === 0, 'VERIFY changes no secret');
    const file = (p2 & 0x1f) === 0 ? this.#file : this.#application.files.get(p2 & 0x1f);
    const written = this.#counters.writes;
    if (file?.kind !== 'secret' || (word !== 0x9000 && (word & 0xfff0) !== 0x63c0)) {
      insist(written.length === 0 && word !== 0x9000, 'what is no try moves no counter');
      if (file?.kind === 'secret' && word === statusWords.blocked.word) this.#proved.delete(file.id);
      return;
    }
    const left = Math.min(before.get(file.name) ?? file.triesLeft, file.tries);
    insist(left > 0, 'a blocked secret takes no try');
    const value = Buffer.from((this.#secrets.get(file.name) ?? file.value).reveal(), 'latin1');
    const right = sameBytes(value, data);
    insist((word === 0x9000) === right, 'the right secret is taken, and no other');
    const first = written[0];
    insist(first?.name === file.name && first.value === left - 1, 'a try is counted before anything else');
    insist(
      written.every(({ name }) => name === file.name),
      'a try moves no other counter',
    );
    const after = this.#counters.get(file.name);
    insist(after === (right ? file.tries : left - 1), 'only the right secret brings tries back');
    insist(right || (word & 0x0f) === left - 1, 'the tries left are told');
    if (right) this.#proved.add(file.id);
    else this.#proved.delete(file.id);
  }

  #changed({ p2, data }: CommandApdu, word: number): void {
    insist(this.#counters.writes.length === 0, 'a change of a secret moves no counter');
    const written = this.#secrets.writes;
    if (word !== 0x9000) {
      insist(written.length === 0, 'a refused change changes nothing');
      return;
    }
    const file = this.#named(p2 & 0x1f);
    insist(file.kind === 'secret' && this.#proved.has(file.id), 'no secret changes that was not proved');
    const [only] = written;
    insist(written.length === 1 && only?.name === file.name, 'a change is of that secret alone');
    insist(
      only.value.reveal() === Buffer.from(data).toString('latin1'),
      'a secret changes to what was given',
    );
    insist(file.change?.form.test(only.value.reveal()) === true, 'a new secret has its form');
  }

  #signed({ p2 }: CommandApdu): void {
    if (p2 === 0x00) {
      insist(this.#application.defaultKey !== null, 'an application without a key signs nothing');
      return;
    }
    const file = this.#named(p2 & 0x1f);
    insist(file.kind === 'key' && file.use === 'signature', 'a key for signatures signs');
    if (this.#isOpen(file)) return;
    const authority = [...this.#application.files.values()].find(({ kind }) => kind === 'terminalAuthority');
    insist(
      this.#granted && authority?.kind === 'terminalAuthority' && authority.opens === file.id,
      'no key signs without its secret',
    );
    this.#granted = false;
  }

  #authenticatedInternally({ p2 }: CommandApdu): void {
    const file = this.#named(p2 & 0x1f);
    insist(
      file.kind === 'key' && file.use === 'internalAuthentication' && this.#isOpen(file),
      'only a key for internal authentication answers it',
    );
  }

  #challenged(challenge: Uint8Array): void {
    this.#challenge = challenge.length === terminalChallenge ? challenge.slice() : null;
  }

  #authenticated({ data }: CommandApdu): void {
    const challenge = this.#challenge;
    insist(challenge !== null, 'a terminal answers a challenge, and each only once');
    const raw = { key: terminalKey, dsaEncoding: 'ieee-p1363' } as const;
    insist(verify('sha256', challenge, raw, data), 'no terminal is believed without its key');
    this.#challenge = null;
    this.#granted = true;
  }
}
