/**
 * A trace by reader. Over `memory:` two runs are equal line by line; over real links only what belongs to one reader
 * has a fixed order, for parts of the desk that work side by side may be observed either way round.
 */

/** Lines without their numbers, in order, by where they were observed and which reader they are about. */
export function lanesOf(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const lanes = new Map<string, string[]>();
  for (const line of lines) {
    const { seq: _, ...event }: Readonly<Record<string, unknown>> = JSON.parse(line);
    const { at, reader, visit } = event;
    const about = reader ?? (typeof visit === 'string' ? visit.slice(0, visit.indexOf('.')) : '');
    const lane = `${at} ${about}`;
    lanes.set(lane, [...(lanes.get(lane) ?? []), JSON.stringify(event)]);
  }
  return lanes;
}
