/** Which screen a state of a machine shows, by its `meta`. */

import type { AnyStateNode, StateValue } from 'xstate';
import type { StateScreen } from './visit-setup.ts';

const nothing: StateScreen = { screen: null };

/** The screen that each state of a machine shows, by the state's path: looked up at every step, so made once. */
export function screensByState(machine: { readonly root: AnyStateNode }): (value: StateValue) => StateScreen {
  const screens = new Map<string, StateScreen>();
  const visit = (node: AnyStateNode, inherited: StateScreen): void => {
    const own = (node.meta as StateScreen | undefined) ?? inherited;
    screens.set(node.path.join('.'), own);
    for (const child of Object.values(node.states)) visit(child, own);
  };
  visit(machine.root, nothing);
  return (value) => screens.get(pathOf(value)) ?? nothing;
}

function pathOf(value: StateValue): string {
  if (typeof value === 'string') return value;
  for (const state in value) {
    const inner = value[state];
    return inner === undefined ? state : `${state}.${pathOf(inner)}`;
  }
  return '';
}
