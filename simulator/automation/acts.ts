/**
 * What a person can do at a desk from outside, as one list: scenarios, the automation API, the terminal and the plain
 * desk act through it. Acts run one after the other, and each ends when the desk is quiet.
 */

import type { Clock } from '../../firmware/hal.ts';
import type { Key } from '../../firmware/screens/vocabulary.ts';
import { EmulatorError } from '../../protocol/errors.ts';
import { ok, type Result, refuse } from '../../protocol/result.ts';
import type { ConductOrder } from '../back-end/conduct.ts';
import type { ModeOrder } from '../back-end/modes/mode-order.ts';
import type { RevocationOrder } from '../back-end/revocation/revocation-conduct.ts';
import type { EmulatedReader } from '../desk/emulated-reader.ts';
import { FaultsUnderWay, type LinkOrder } from '../faults/faults-under-way.ts';
import type { Sight } from '../peripherals/camera.ts';
import type { PhysicalCard } from '../peripherals/card-rest.ts';
import type { ContactlessDevice } from '../peripherals/contactless-field.ts';
import { type CouplingFaults, weakCoupling } from '../peripherals/coupling.ts';
import { takenEarly } from '../peripherals/taken-early.ts';
import type { Biometrics, PhoneKind, VirtualPhone } from '../phone/phone.ts';
import type { BackEndOrder } from '../scenario/back-end-order.ts';
import type { Where } from '../trace/catalogue.ts';
import type { WorldObservation } from '../trace/world-observed.ts';
import { hasButton } from './buttons.ts';

/** The part of a desk that is acted on. A reader that runs alone has no back end. */
export interface ActedDesk {
  readonly readers: readonly EmulatedReader[];
  readonly cards: {
    /** Throws EMU-641 where there is no such person. */
    of(person: string): PhysicalCard;
  };
  readonly phones: {
    /** Throws EMU-641 where there is no such person, EMU-373 where the person has no phone. */
    of(person: string): VirtualPhone;
  };
  readonly backEnd: {
    setConduct(order: ConductOrder): void;
    setRevocation(order: RevocationOrder): void;
    setModes(order: ModeOrder): void;
  } | null;
  swapCables(a: EmulatedReader, b: EmulatedReader): Promise<void>;
  quiet(): Promise<void>;
}

export type ReaderAct =
  | { readonly does: 'press'; readonly keys: readonly Key[] }
  | { readonly does: 'touch'; readonly key: Key }
  | { readonly does: 'place'; readonly of: string }
  | { readonly does: 'remove' }
  /**
   * `commands`: the phone is taken away after it has answered so many; undefined: it is held on. `coupling`: undefined: it
   * is held still and close.
   */
  | {
      readonly does: 'present';
      readonly of: string;
      readonly biometrics: Biometrics;
      readonly kind?: PhoneKind | undefined;
      readonly commands?: number | undefined;
      readonly coupling?: CouplingFaults | undefined;
    }
  | { readonly does: 'takeAway' }
  /** The USB cable of the phone reader. */
  | { readonly does: 'phoneReader'; readonly in: boolean }
  | { readonly does: 'camera'; readonly sees: Sight }
  | { readonly does: 'earphones'; readonly in: boolean }
  | { readonly does: 'staff'; readonly password: readonly Key[]; readonly verdict: 'same' | 'other' }
  | ({ readonly does: 'link' } & LinkOrder);

export interface ActsParts {
  readonly desk: ActedDesk;
  readonly clock: Pick<Clock, 'ticks' | 'setTimeout' | 'clearTimeout'>;
  readonly observe: (at: Where, observation: WorldObservation) => void;
}

export class Acts {
  readonly #parts: ActsParts;
  readonly #faults: FaultsUnderWay;
  /** Where each phone was held last, by whose it is. */
  readonly #held = new Map<string, { readonly reader: EmulatedReader; readonly device: ContactlessDevice }>();
  /** Of phones, so far: each that is coupled weakly has faults of its own, the same ones when all is done again. */
  #holdings = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: ActsParts) {
    this.#parts = parts;
    this.#faults = new FaultsUnderWay(parts.clock, (reader, seen) => parts.observe(reader.serial, seen));
  }

  /**
   * Does it, and waits until the desk is quiet. EMU-641 no such person, EMU-656 and EMU-661 not the staff's turn,
   * EMU-373 and EMU-665 no such phone, EMU-657 no other reader, EMU-662 no keypad, EMU-743 no phone reader, EMU-663 no such
   * button, EMU-647 the cable's place is taken.
   */
  at(reader: EmulatedReader, act: ReaderAct): Promise<Result<void>> {
    return this.#inTurn(async () => {
      const done = await this.#perform(reader, act);
      await this.#parts.desk.quiet();
      return done;
    });
  }

  /** Tells the back end how to behave and what kind of day it is, or the authorities of the cards what to publish. EMU-654: neither is here. */
  orderBackEnd(order: BackEndOrder): Promise<Result<void>> {
    const time = 'for' in order && order.for !== undefined ? { for: order.for } : {};
    return this.#tell((backEnd) => {
      if ('answer' in order) backEnd.setConduct({ answer: order.answer, ...time });
      else if ('revocation' in order)
        backEnd.setRevocation({ state: order.revocation, by: order.by, ...time });
      else backEnd.setModes(order);
    });
  }

  /** Gives up what was to be mended later. */
  close(): void {
    this.#faults.close();
  }

  #tell(work: (backEnd: NonNullable<ActedDesk['backEnd']>) => void): Promise<Result<void>> {
    const { desk } = this.#parts;
    return this.#inTurn(async () => {
      if (desk.backEnd === null) return refuse('EMU-654');
      work(desk.backEnd);
      await desk.quiet();
      return ok(undefined);
    });
  }

  #inTurn<T>(act: () => Promise<Result<T>>): Promise<Result<T>> {
    const done = this.#last.then(act).catch((error: unknown): Result<T> => {
      if (error instanceof EmulatorError) return { ok: false, problem: error.problem };
      throw error;
    });
    this.#last = done.catch(() => {});
    return done;
  }

  async #perform(reader: EmulatedReader, act: ReaderAct): Promise<Result<void>> {
    const { desk, observe } = this.#parts;
    switch (act.does) {
      case 'press':
        if (!reader.profile.keypad) return refuse('EMU-662', { reader: reader.serial });
        await this.#press(reader, act.keys, 'keypad');
        return ok(undefined);
      case 'touch':
        if (!hasButton(reader.status?.view ?? null, act.key)) {
          return refuse('EMU-663', { key: act.key, screen: reader.status?.view?.id ?? 'none' });
        }
        await this.#press(reader, [act.key], 'touch');
        return ok(undefined);
      case 'place': {
        const card = desk.cards.of(act.of);
        observe(reader.serial, { event: 'place', of: act.of });
        reader.place(card);
        return ok(undefined);
      }
      case 'remove':
        if (!reader.cardIn) return ok(undefined);
        observe(reader.serial, { event: 'remove' });
        reader.removeCard();
        return ok(undefined);
      case 'present':
        return this.#present(reader, act);
      case 'takeAway':
        if (reader.devicesPresented === 0) return ok(undefined);
        observe(reader.serial, { event: 'takeAway' });
        reader.takeAllAway();
        return ok(undefined);
      case 'phoneReader': {
        const { phoneReader } = reader;
        if (phoneReader === null) return refuse('EMU-743', { reader: reader.serial });
        observe(reader.serial, { event: 'phoneReaderCable', in: act.in });
        if (act.in) phoneReader.plug();
        else phoneReader.unplug();
        return ok(undefined);
      }
      case 'camera':
        observe(reader.serial, { event: 'stand', sees: act.sees });
        reader.see(act.sees);
        return ok(undefined);
      case 'earphones':
        if (act.in === reader.earphones) return ok(undefined);
        observe(reader.serial, { event: 'putEarphones', in: act.in });
        reader.plugEarphones(act.in);
        return ok(undefined);
      case 'staff':
        return this.#staff(reader, act);
      case 'link':
        return this.#faults.begin(act, {
          reader,
          next:
            desk.readers.length < 2
              ? null
              : (desk.readers[desk.readers.indexOf(reader) + 1] ?? desk.readers[0] ?? null),
          swapCables: (a, b) => desk.swapCables(a, b),
        });
    }
  }

  /** A phone that is held there already is held anew. */
  #present(reader: EmulatedReader, act: ReaderAct & { does: 'present' }): Result<void> {
    const { desk, observe } = this.#parts;
    const { of, biometrics, kind, commands, coupling } = act;
    const phone = desk.phones.of(of);
    if (kind !== undefined && kind !== phone.kind)
      return refuse('EMU-665', { person: of, kind: phone.kind, asked: kind });
    const before = this.#held.get(of);
    if (before !== undefined) before.reader.takeAway(before.device);
    phone.setBiometrics(biometrics);
    observe(reader.serial, { event: 'present', of, biometrics });
    this.#holdings += 1;
    const held =
      coupling === undefined
        ? phone
        : { chip: phone.chip, coupling: weakCoupling(`${of} ${this.#holdings}`, coupling) };
    const device =
      commands === undefined
        ? held
        : takenEarly(held, commands, (taken) => {
            observe(reader.serial, { event: 'takeAway' });
            reader.takeAway(taken);
          });
    this.#held.set(of, { reader, device });
    reader.present(device);
    return ok(undefined);
  }

  async #press(reader: EmulatedReader, keys: readonly Key[], via: 'keypad' | 'touch'): Promise<void> {
    const { desk, observe } = this.#parts;
    for (const key of keys) {
      const masked = (reader.status?.view?.masked ?? null) !== null;
      if (!masked) observe(reader.serial, { event: 'press', key, via });
      reader.press(key, via);
      await desk.quiet();
    }
  }

  /** The keys that staff presses, from wherever the check stands. */
  async #staff(
    reader: EmulatedReader,
    { password, verdict }: ReaderAct & { does: 'staff' },
  ): Promise<Result<void>> {
    const via = reader.profile.keypad ? 'keypad' : 'touch';
    const shown = (): string => reader.status?.view?.id ?? 'none';
    if (shown() === 'staff_check') await this.#press(reader, ['#'], via);
    if (shown() === 'staff_password') await this.#press(reader, [...password, '#'], via);
    else if (shown() !== 'staff_verdict') return refuse('EMU-656', { screen: shown() });
    if (shown() !== 'staff_verdict') return refuse('EMU-661', { screen: shown() });
    await this.#press(reader, [verdict === 'same' ? '1' : '2'], via);
    return ok(undefined);
  }
}
