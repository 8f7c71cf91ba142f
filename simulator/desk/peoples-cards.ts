/** The cards that people carry: each exists once, and its counters last as long as its file, or as this desk. */

import { join } from 'node:path';
import { type Day, japanDay } from '../../firmware/calendar.ts';
import type { Clock } from '../../firmware/hal.ts';
import { makeFolder } from '../../host-bridge/make-folder.ts';
import { EmulatorError } from '../../protocol/errors.ts';
import { createCard } from '../card/engine/card.ts';
import {
  type CardMemory,
  cardMemoryFile,
  unlockCard,
  volatileCardMemory,
} from '../card/engine/card-memory.ts';
import { personalise } from '../card/issuing/personalise.ts';
import { printedFace } from '../card/parts/printed-face.ts';
import type { Person } from '../people/person.ts';
import type { People } from '../people/registry.ts';
import type { PhysicalCard } from '../peripherals/card-rest.ts';
import { renewedOn } from '../pki/cards/renewals.ts';

export interface PeoplesCardsOptions {
  readonly people: People;
  /** Cards are issued for the day on which the desk opened. */
  readonly clock: Clock;
  /** One file a person; null: the counters last as long as this object. */
  readonly folder: string | null;
}

export class PeoplesCards {
  readonly #people: People;
  readonly #folder: string | null;
  readonly #day;
  readonly #cards = new Map<string, HandedOut>();

  constructor({ people, clock, folder }: PeoplesCardsOptions) {
    this.#people = people;
    this.#folder = folder;
    this.#day = japanDay(clock.now());
  }

  /** The card of a person; throws EMU-641 where there is no such person. */
  of(id: string): PhysicalCard {
    return this.#known(id).card;
  }

  /** 市区町村の窓口: every counter of the card back to full. Throws EMU-641. */
  unlock(id: string): void {
    const { person, memory } = this.#known(id);
    unlockCard(personalise(person, this.#day), memory.counters);
  }

  /** The counter of the PIN alone back to full. Throws EMU-641. */
  unlockPin(id: string): void {
    const { person, memory } = this.#known(id);
    const { applications } = personalise(person, this.#day);
    for (const { files } of applications) {
      for (const file of files.values())
        if (file.kind === 'secret' && file.name === 'userPin') memory.counters.set(file.name, file.tries);
    }
  }

  /** 市区町村の窓口: the card is handed out anew, face-only or with a PIN, its counters full. Throws EMU-641. */
  handOutAnew(id: string, faceOnly: boolean): void {
    const { person, memory } = this.#known(id);
    this.#cards.set(id, this.#make({ ...person, card: { ...person.card, faceOnly } }, memory));
    this.unlock(id);
  }

  /** 更新: the card is handed out anew on a day, its counters full. Throws EMU-641. */
  renew(id: string, day: Day): void {
    const { person, memory } = this.#known(id);
    this.#cards.set(id, this.#make(renewedOn(person, day, this.#day), memory));
    this.unlock(id);
  }

  #known(id: string): HandedOut {
    const known = this.#cards.get(id);
    if (known !== undefined) return known;
    const person = this.#people.get(id);
    if (person === undefined) throw new EmulatorError({ code: 'EMU-641', detail: { person: id } });
    if (this.#folder !== null) makeFolder(this.#folder);
    const memory =
      this.#folder === null ? volatileCardMemory() : cardMemoryFile(join(this.#folder, `${id}.json`));
    const made = this.#make(person, memory);
    this.#cards.set(id, made);
    return made;
  }

  #make(person: Person, memory: CardMemory): HandedOut {
    const card: PhysicalCard = {
      chip: createCard({ contents: personalise(person, this.#day), ...memory }),
      face: printedFace(person, this.#day),
    };
    return { person, memory, card };
  }
}

/** A card with whose it is, as it was handed out last, and what it remembers. */
interface HandedOut {
  readonly person: Person;
  readonly memory: CardMemory;
  readonly card: PhysicalCard;
}
