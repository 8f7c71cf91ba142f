/** Whether a name that nobody knows is meant as one that is known. */

/** Shorter names have too many of their like. */
const shortest = 6;

/**
 * Other capitals, or one letter too many, too few, another, or two in the other order. Not where they differ in a digit:
 * numbered siblings (`Sex1`, `Sex2`) are elements of their own.
 */
export function isMisspelling(written: string, known: string): boolean {
  if (written.toLowerCase() === known.toLowerCase()) return true;
  if (known.length < shortest || Math.abs(written.length - known.length) > 1) return false;
  const begin = alike(written, known, (text, i) => text[i]);
  const end = Math.min(
    alike(written, known, (text, i) => text[text.length - 1 - i]),
    Math.min(written.length, known.length) - begin,
  );
  const [there, due] = [written, known].map((name) => name.slice(begin, name.length - end));
  if (there === undefined || due === undefined || /\d/.test(there + due)) return false;
  const isSwapped = there.length === 2 && due.length === 2 && there[0] === due[1] && there[1] === due[0];
  return isSwapped || (there.length <= 1 && due.length <= 1);
}

/** How many letters are the same, from where `letter` counts. */
function alike(a: string, b: string, letter: (text: string, i: number) => string | undefined): number {
  let i = 0;
  while (i < Math.min(a.length, b.length) && letter(a, i) === letter(b, i)) i += 1;
  return i;
}
