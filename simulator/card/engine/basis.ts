/** Where a fact about the card comes from. No official specification of its commands and files is public. */

export const bases = {
  sourced: 'independent open clients or a survey of cards say so (sources below)',
  measured: 'those, and measured with OpenSC and pcscd',
  inferred: 'follows from the others, nobody says it',
  ours: 'our design, where nothing public was found',
} as const;

export type Basis = keyof typeof bases;
