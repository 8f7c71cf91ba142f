/**
 * The contents of protocol/vectors/conversations.json: refusals that depend on what was said before, on a clock, or on
 * how much waits. One end is recorded; the other is the link alone, so that it can say what no end would.
 */

import { channelConversations } from './channel-conversations.ts';
import { greetingConversations } from './greeting-conversations.ts';
import { linkConversations } from './link-conversations.ts';
import { reportConversations } from './report-conversations.ts';
import type { VectorFile } from './vector-file.ts';

export const conversations = (): VectorFile => ({
  about: 'What one end is given, does and refuses, with times (protocol/README.md, Vectors)',
  vectors: [
    ...linkConversations(),
    ...channelConversations(),
    ...greetingConversations(),
    ...reportConversations(),
  ],
});
