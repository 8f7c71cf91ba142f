/** The phones that people carry: each exists once, and its counter lasts as long as its file, or as this desk. */

import { join } from 'node:path';
import { type Day, japanDay } from '../../firmware/calendar.ts';
import { makeFolder } from '../../host-bridge/make-folder.ts';
import { EmulatorError } from '../../protocol/errors.ts';
import type { CardMemory } from '../card/engine/card-memory.ts';
import { cardMemoryFile, unlockCard, volatileCardMemory } from '../card/engine/card-memory.ts';
import type { Holder } from '../card/engine/holder.ts';
import type { Person } from '../people/person.ts';
import type { People } from '../people/registry.ts';
import { issuePhone } from '../phone/issue-phone.ts';
import { mdocBeside } from '../phone/mdoc/mdoc-beside.ts';
import { VirtualPhone } from '../phone/phone.ts';
import { renewedOn } from '../pki/cards/renewals.ts';
import type { PeoplesCardsOptions } from './peoples-cards.ts';

interface HandedOut {
  readonly phone: VirtualPhone;
  readonly memory: CardMemory;
}

export class PeoplesPhones {
  readonly #people: People;
  readonly #folder: string | null;
  readonly #day;
  readonly #now: () => number;
  readonly #phones = new Map<string, HandedOut>();

  /** `folder`: one file a phone, in a folder of their own beside the cards'. */
  constructor({ people, clock, folder }: PeoplesCardsOptions) {
    this.#people = people;
    this.#folder = folder === null ? null : join(folder, 'phones');
    this.#day = japanDay(clock.now());
    this.#now = () => clock.now();
  }

  /** The phone of a person. Throws EMU-641 where there is no such person, EMU-373 where the person has none. */
  of(id: string): VirtualPhone {
    return this.#known(id).phone;
  }

  /** The counter of its PIN back to full, as after its holder had the PIN set anew. Throws as `of`. */
  unlock(id: string): void {
    const { phone, memory } = this.#known(id);
    unlockCard(phone.contents, memory.counters);
  }

  /** The certificate in it is renewed on a day, with the counter of its PIN full. Throws as `of`. */
  renew(id: string, day: Day): void {
    const { memory } = this.#known(id);
    const person = this.#people.get(id);
    if (person !== undefined) this.#phones.set(id, this.#make(renewedOn(person, day, this.#day), memory));
    this.unlock(id);
  }

  #known(id: string): HandedOut {
    const known = this.#phones.get(id);
    if (known !== undefined) return known;
    const person = this.#people.get(id);
    if (person === undefined) throw new EmulatorError({ code: 'EMU-641', detail: { person: id } });
    if (person.phone === undefined) throw new EmulatorError({ code: 'EMU-373', detail: { person: id } });
    if (this.#folder !== null) makeFolder(this.#folder);
    const memory =
      this.#folder === null ? volatileCardMemory() : cardMemoryFile(join(this.#folder, `${id}.json`));
    const made = this.#make(person, memory);
    this.#phones.set(id, made);
    return made;
  }

  #make(person: Person, memory: CardMemory): HandedOut {
    const contents = issuePhone(person, this.#day);
    if (contents === null || person.phone === undefined)
      throw new EmulatorError({ code: 'EMU-373', detail: { person: person.id } });
    const { kind } = person.phone;
    const beside = (holder: Holder) =>
      kind === 'iphone' ? [mdocBeside(person, this.#day, holder, this.#now)] : [];
    return { phone: new VirtualPhone({ kind, contents, memory, beside }), memory };
  }
}
