/** One comparison of an evaluation: what was compared, as it is known to be, and what the matcher made of it. */

import type { MatcherAnswer } from '../matcher.ts';

export type Attempt = {
  /** Tells one photograph from another. */
  readonly reference: string;
  readonly answer: MatcherAnswer;
} & (
  | { readonly of: 'mated' | 'non-mated' }
  /** Something held to the camera that shows the face of the reference. */
  | { readonly of: 'attack'; readonly species: string }
);
