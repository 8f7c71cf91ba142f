/**
 * Walks a machine without any port, breadth first: every event, every ending of every effect, every delay. What was
 * seen is a graph that tests ask questions of. Effects do not run: how they end is handed in.
 */

import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyStateNode,
  initialTransition,
  transition,
} from 'xstate';

export interface PlainEvent {
  readonly type: string;
  readonly [carried: string]: unknown;
}

export interface Walk {
  readonly snapshots: ReadonlyMap<string, AnyMachineSnapshot>;
  readonly next: ReadonlyMap<string, readonly string[]>;
}

export interface WalkOptions {
  readonly input?: unknown;
  /** Events that carry something, and events of people, world and host. */
  readonly events: readonly PlainEvent[];
  /** How effects end, by the name of the effect: each output becomes a done event. */
  readonly endings: Readonly<Record<string, readonly unknown[]>>;
  /** What matters of the context: two moments that agree in it and in their states are one. */
  readonly matters: (context: never) => unknown;
}

const everyNode = (node: AnyStateNode): readonly AnyStateNode[] => [
  node,
  ...Object.values(node.states).flatMap(everyNode),
];

/** Every state of a machine, without its root. */
export const statesOf = (machine: AnyStateMachine): readonly AnyStateNode[] =>
  everyNode(machine.root).slice(1);

/** The endings of the effects that a state has started, and the delays that run in it. */
function ownEvents(snapshot: AnyMachineSnapshot, endings: WalkOptions['endings']): readonly PlainEvent[] {
  return snapshot._nodes.flatMap((node): PlainEvent[] => [
    ...node.invoke.flatMap(({ id, src }) => {
      const outputs = endings[String(src)];
      if (outputs === undefined) throw new Error(`no endings given for the effect ${String(src)}`);
      return [
        ...outputs.map((output) => ({ type: `xstate.done.actor.${id}`, output, actorId: id })),
        { type: `xstate.error.actor.${id}`, error: new Error('effect failed'), actorId: id },
      ];
    }),
    ...node.after.map(({ eventType }) => ({ type: eventType })),
  ]);
}

export function walk(machine: AnyStateMachine, { input, events, endings, matters }: WalkOptions): Walk {
  const nameOf = (snapshot: AnyMachineSnapshot): string =>
    JSON.stringify([snapshot.status, snapshot.value, matters(snapshot.context as never)]);
  const [first] = initialTransition(machine, input as never);
  const snapshots = new Map<string, AnyMachineSnapshot>([[nameOf(first), first]]);
  const next = new Map<string, readonly string[]>();
  for (const [name, snapshot] of snapshots) {
    const followers = new Set<string>();
    if (snapshot.status === 'active') {
      for (const event of [...events, ...ownEvents(snapshot, endings)]) {
        const [after] = transition(machine, snapshot, event as never);
        if (after.status === 'error')
          throw new Error(`${name} failed at ${event.type}: ${String(after.error)}`);
        const follower = nameOf(after);
        followers.add(follower);
        if (!snapshots.has(follower)) snapshots.set(follower, after);
      }
    }
    next.set(name, [...followers]);
  }
  return { snapshots, next };
}

/** Moments from which none of `goals` can be reached. */
export function stranded(
  { snapshots, next }: Walk,
  isGoal: (snapshot: AnyMachineSnapshot) => boolean,
): readonly string[] {
  const before = new Map<string, string[]>();
  for (const [name, followers] of next) {
    for (const follower of followers) before.set(follower, [...(before.get(follower) ?? []), name]);
  }
  const saved = new Set([...snapshots].flatMap(([name, snapshot]) => (isGoal(snapshot) ? [name] : [])));
  for (const name of saved) for (const earlier of before.get(name) ?? []) saved.add(earlier);
  return [...snapshots.keys()].filter((name) => !saved.has(name));
}

/** Everything a state leads to: the targets of its transitions, whatever their guards say. */
const targetsOf = (node: AnyStateNode): readonly AnyStateNode[] =>
  [...node.transitions.values(), node.always ?? []].flat().flatMap(({ target }) => target ?? []);

/**
 * States in which some walk has stopped, and those that it only passed through: a state that decides at once (`always`)
 * is never stopped in, and counts where a state that was reached leads to it.
 */
export function statesReached(machine: AnyStateMachine, walks: readonly Walk[]): ReadonlySet<string> {
  const stopped = walks.flatMap(({ snapshots }) => [...snapshots.values()].flatMap(({ _nodes }) => _nodes));
  const reached = new Set(stopped);
  const passed = (node: AnyStateNode | undefined): void => {
    if (node === undefined || (node.always?.length ?? 0) === 0 || reached.has(node)) return;
    reached.add(node);
  };
  passed(machine.root.initial.target[0]);
  for (const node of reached) {
    for (const target of targetsOf(node)) {
      passed(target);
      if (target.type === 'compound') passed(target.initial.target[0]);
    }
  }
  return new Set([...reached].map(({ id }) => id));
}
