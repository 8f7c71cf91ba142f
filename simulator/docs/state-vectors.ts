/** The contents of protocol/vectors/states.json: every message in every state of a session. */

import { allowedIn, encodeMessage } from '../../protocol/codec.ts';
import { messageToJson } from '../../protocol/json-form.ts';
import { type Message, messages, type SessionState, sessionStates } from '../../protocol/messages.ts';
import { exampleMessages } from './example-messages.ts';
import { hexOf, refusal, type Vector, type VectorFile } from './vector-file.ts';

export const states = (): VectorFile => ({
  about: 'Every message in every state of a session, and where it is refused (protocol/README.md, States)',
  vectors: Object.values(exampleMessages).flatMap(([example]) =>
    example === undefined ? [] : sessionStates.map((state) => inState(example.message, state)),
  ),
});

const inState = (message: Message, state: SessionState): Vector => {
  const problem = allowedIn(message, state);
  return {
    name: `${message.type} while ${state}`,
    from: messages[message.type].from,
    state,
    hex: hexOf(encodeMessage(message)),
    ...(problem === null ? { decoded: messageToJson(message) } : { refused: refusal(problem) }),
    why: problem === null ? 'allowed' : 'not allowed in this state',
  };
};
