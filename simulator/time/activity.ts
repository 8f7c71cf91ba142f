/**
 * What is under way and does not wait for time: bytes on a cable, an HTTP request. A desk is quiet when there is none,
 * and only a quiet desk lets virtual time go on. Timers, running speech and a person's thinking are not counted.
 */

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export class Activity {
  #underWay = 0;
  #changes = 0;
  #waiters: (() => void)[] = [];
  /** Those who wait for all else, in order; each is under way itself. */
  #last: (() => void)[] = [];
  #checking = false;

  /** Something has begun; call what is returned when it has ended (once is enough, more is harmless). */
  begin(): () => void {
    this.add(1);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.add(-1);
    };
  }

  /** For those who count by themselves, such as bytes on a cable. */
  add(amount: number): void {
    this.#underWay += amount;
    this.#changes += 1;
    this.#letLastGo();
    if (this.#underWay > 0 || this.#waiters.length === 0) return;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter();
  }

  /** Waits, under way itself, until nothing else is, and those who came before have gone on. */
  afterAllElse(): Promise<void> {
    return new Promise((resolve) => {
      this.#last.push(resolve);
      this.add(1);
    });
  }

  /** One at a time, once a turn has changed nothing. */
  #letLastGo(): void {
    if (this.#checking || this.#last.length === 0 || this.#underWay > this.#last.length) return;
    this.#checking = true;
    const before = this.#changes;
    setImmediate(() => {
      this.#checking = false;
      if (before !== this.#changes) {
        this.#letLastGo();
        return;
      }
      this.#last.shift()?.();
      this.add(-1);
    });
  }

  /** Resolves when nothing is under way and what followed from the last end has run too. */
  async quiet(): Promise<void> {
    for (;;) {
      const before = this.#changes;
      await turn();
      if (this.#underWay > 0) await new Promise<void>((resolve) => this.#waiters.push(resolve));
      else if (before === this.#changes) return;
    }
  }
}
