/** A town as a people file: JSON, which YAML holds within it and which is read a hundred times as fast; a line a person. */

import type { TownPerson } from './town.ts';

/** @param made hears of each, and how many they are so far */
export function townFile(
  people: Iterable<TownPerson>,
  made: (person: TownPerson, done: number) => void = () => {},
): string {
  const lines: string[] = [];
  for (const person of people) {
    lines.push(`${JSON.stringify(person.id)}: ${JSON.stringify(person.entry)}`);
    made(person, lines.length);
  }
  return `{\n${lines.join(',\n')}\n}\n`;
}
