/** Whose device it is, as its chip knows: a card knows nobody, a phone knows who looked at it or touched it. */

export interface Holder {
  /** `locked`: it takes no face and no finger any more, until it was unlocked otherwise. */
  says(): 'agreed' | 'refused' | 'locked';
  /** What was agreed to has been done. */
  done(): void;
}

/** Of a card: nothing in it waits for anybody to agree. */
export const nobody: Holder = { says: () => 'refused', done: () => {} };
