/**
 * A share of errors with how far it can be trusted: the exact interval of Clopper and Pearson, and the rule of three
 * where no error was seen, as ISO/IEC 19795-1 has them. Both take the attempts for independent of each other.
 */

export interface ErrorRate {
  readonly errors: number;
  readonly of: number;
  /** null: nothing was attempted, or not known. */
  readonly rate: number | null;
  /** With 95 % confidence the true share lies between. `rule-of-three`: no error was seen, and `to` is 3 / `of`. */
  readonly interval: {
    readonly from: number;
    readonly to: number;
    readonly by: 'clopper-pearson' | 'rule-of-three';
  } | null;
}

export function errorRate(errors: number, of: number): ErrorRate {
  if (of === 0) return { errors, of, rate: null, interval: null };
  if (errors === 0) {
    return { errors, of, rate: 0, interval: { from: 0, to: Math.min(1, 3 / of), by: 'rule-of-three' } };
  }
  const tail = 0.025;
  return {
    errors,
    of,
    rate: errors / of,
    interval: {
      from: whereBetaReaches(tail, errors, of - errors + 1),
      to: errors === of ? 1 : whereBetaReaches(1 - tail, errors + 1, of - errors),
      by: 'clopper-pearson',
    },
  };
}

/** The quantile of the beta distribution, by halving: it only ever grows. */
function whereBetaReaches(share: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (betaShare(middle, a, b) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The regularised incomplete beta function I_x(a, b). */
function betaShare(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on this side only (Numerical Recipes, 6.4).
  if (x > (a + 1) / (a + b + 2)) return 1 - betaShare(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b));
  return (front * betaFraction(x, a, b)) / a;
}

/** The continued fraction of I_x(a, b), by the method of Lentz. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const kept = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let step = 1;
    for (const term of [even, odd]) {
      d = 1 / kept(1 + term * d);
      c = kept(1 + term / c);
      step = c * d;
      fraction *= step;
    }
    if (Math.abs(step - 1) < 1e-14) break;
  }
  return fraction;
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
] as const;

/** ln Γ(x) for x ≥ 1, by Lanczos' approximation. */
function logGamma(x: number): number {
  const t = x + lanczos.length - 1.5;
  const sum = lanczos.reduce((total, factor, i) => total + factor / (x + i), 0.9999999999998099);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}
