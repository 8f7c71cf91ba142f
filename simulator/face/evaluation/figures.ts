/**
 * The figures of an evaluation, in the forms of ISO/IEC 19795-1 (comparison) and ISO/IEC 30107-3 (presentation
 * attacks). Of synthetic faces they say nothing about any device.
 */

import { decideFace, type FaceThresholds } from '../../../firmware/credential/face-decision.ts';
import type { Attempt } from './attempt.ts';
import { type ErrorRate, errorRate } from './error-rate.ts';

export interface DetPoint {
  /** Of similarity. */
  readonly threshold: number;
  readonly fmr: number | null;
  readonly fnmr: number | null;
}

export interface SpeciesFigures {
  readonly species: string;
  /** Attack presentation classification error rate: taken for a person. */
  readonly apcer: ErrorRate;
  /** Attack presentation non-response rate. */
  readonly apnrr: ErrorRate;
  /** Impostor attack presentation accept rate: matched by the reader's whole decision. */
  readonly iapar: ErrorRate;
}

export interface FaceFigures {
  readonly thresholds: FaceThresholds;
  readonly comparison: {
    /** Failure to enrol: photographs in which no face was found. Their attempts count nowhere else. */
    readonly fte: ErrorRate;
    /** Failure to acquire: pictures of persons without a face, or too poor. They count in neither FMR nor FNMR. */
    readonly fta: ErrorRate;
    /** False match rate, of non-mated comparisons. */
    readonly fmr: ErrorRate;
    /** False non-match rate, of mated comparisons. */
    readonly fnmr: ErrorRate;
    /** False accept and reject rate of the reader's whole decision: quality and attack detection included. */
    readonly far: ErrorRate;
    readonly frr: ErrorRate;
    readonly det: readonly DetPoint[];
  };
  readonly attacks: {
    /** Bona fide presentation classification error rate: a person taken for an attack. */
    readonly bpcer: ErrorRate;
    /** Bona fide presentation non-response rate. */
    readonly bpnrr: ErrorRate;
    readonly species: readonly SpeciesFigures[];
    /** The species that are missed most often, by which ISO/IEC 30107-3 judges: several where they are equal. */
    readonly worst: readonly string[];
  };
}

const detSteps = 20;

/** Attempts whose photograph could be used. */
const enrolled = (attempts: readonly Attempt[]): readonly Attempt[] =>
  attempts.filter(({ answer }) => answer.kind === 'compared' || answer.of !== 'reference');

const comparisonsOf = (attempts: readonly Attempt[]) =>
  attempts.flatMap(({ answer }) => (answer.kind === 'compared' ? [answer.comparison] : []));

const isAccepted = ({ answer }: Attempt, thresholds: FaceThresholds): boolean =>
  answer.kind === 'compared' && decideFace(answer.comparison, thresholds) === 'matched';

const rateAmong = <T>(all: readonly T[], isError: (each: T) => boolean): ErrorRate =>
  errorRate(all.filter(isError).length, all.length);

export function figuresOf(attempts: readonly Attempt[], thresholds: FaceThresholds): FaceFigures {
  const usable = enrolled(attempts);
  const byKind = (kind: Attempt['of']) => usable.filter(({ of }) => of === kind);
  const [mated, nonMated, attacks] = [byKind('mated'), byKind('non-mated'), byKind('attack')];
  const persons = [...mated, ...nonMated];
  const isAcquired = ({ quality }: { readonly quality: number }) => quality >= thresholds.quality;
  const acquired = comparisonsOf(persons).filter(isAcquired).length;
  const similarities = (of: readonly Attempt[]) =>
    comparisonsOf(of)
      .filter(isAcquired)
      .map(({ similarity }) => similarity);
  const [matedScores, nonMatedScores] = [similarities(mated), similarities(nonMated)];
  const fmrAt = (threshold: number) => rateAmong(nonMatedScores, (score) => score >= threshold);
  const fnmrAt = (threshold: number) => rateAmong(matedScores, (score) => score < threshold);

  const species = speciesOf(attacks, thresholds);
  return {
    thresholds,
    comparison: {
      fte: fteOf(attempts),
      fta: errorRate(persons.length - acquired, persons.length),
      fmr: fmrAt(thresholds.similarity),
      fnmr: fnmrAt(thresholds.similarity),
      far: rateAmong(nonMated, (attempt) => isAccepted(attempt, thresholds)),
      frr: rateAmong(mated, (attempt) => !isAccepted(attempt, thresholds)),
      det: Array.from({ length: detSteps + 1 }, (_, step) => {
        const threshold = step / detSteps;
        return { threshold, fmr: fmrAt(threshold).rate, fnmr: fnmrAt(threshold).rate };
      }),
    },
    attacks: {
      bpcer: rateAmong(comparisonsOf(persons), ({ attack }) => attack >= thresholds.attack),
      bpnrr: rateAmong(persons, ({ answer }) => answer.kind === 'failed'),
      species,
      worst: worstOf(species),
    },
  };
}

function fteOf(attempts: readonly Attempt[]): ErrorRate {
  const references = new Set(attempts.map(({ reference }) => reference));
  const failed = new Set(
    attempts.flatMap(({ reference, answer }) =>
      answer.kind === 'failed' && answer.of === 'reference' ? [reference] : [],
    ),
  );
  return errorRate(failed.size, references.size);
}

function speciesOf(attacks: readonly Attempt[], thresholds: FaceThresholds): readonly SpeciesFigures[] {
  const bySpecies = new Map<string, Attempt[]>();
  for (const attempt of attacks) {
    if (attempt.of !== 'attack') continue;
    const alike = bySpecies.get(attempt.species) ?? [];
    alike.push(attempt);
    bySpecies.set(attempt.species, alike);
  }
  return [...bySpecies].map(([name, all]) => ({
    species: name,
    apcer: rateAmong(comparisonsOf(all), ({ attack }) => attack < thresholds.attack),
    apnrr: rateAmong(all, ({ answer }) => answer.kind === 'failed'),
    iapar: rateAmong(all, (attempt) => isAccepted(attempt, thresholds)),
  }));
}

function worstOf(species: readonly SpeciesFigures[]): readonly string[] {
  const highest = Math.max(...species.map(({ apcer }) => apcer.rate ?? -1));
  return species.filter(({ apcer }) => apcer.rate === highest).map(({ species: name }) => name);
}
