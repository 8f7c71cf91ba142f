/**
 * Values that must never reach a log, a trace or a metric. They are wrapped, so that printing,
 * serialising or interpolating one gives dots; `reveal` is the only way in, and easy to search for.
 */

const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

class Wrapped<T> {
  readonly #value: T;
  constructor(value: T) {
    this.#value = value;
  }
  reveal(): T {
    return this.#value;
  }
  toString(): string {
    return '••••';
  }
  toJSON(): string {
    return '••••';
  }
  [inspectCustom](): string {
    return '••••';
  }
}

/** Something about a person: a name, a date of birth, an address, a photograph. */
export class Personal<T> extends Wrapped<T> {
  readonly kind = 'personal';
}

/** A string of digits that proves something: a PIN, a password, the number printed on a card. */
export class Digits extends Wrapped<string> {
  readonly kind = 'digits';
}
