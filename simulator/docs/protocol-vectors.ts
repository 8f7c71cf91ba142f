/**
 * The files of protocol/vectors/: what is to be encoded and decoded is written in a file for each, the bytes and their
 * meaning are the code's. Written by write-protocol-docs.ts; a test reads the files against the code.
 */

import { chains } from './chain-vectors.ts';
import { channelVectors } from './channel-vectors.ts';
import { conversations } from './conversation-vectors.ts';
import { frames } from './frame-vectors.ts';
import { jsonLines } from './json-line-vectors.ts';
import { messageVectors } from './message-vectors.ts';
import { packets } from './packet-vectors.ts';
import { phoneReaderVectors } from './phone-reader-vectors.ts';
import { reportChannels } from './report-channel-vectors.ts';
import { reports } from './report-vectors.ts';
import { states } from './state-vectors.ts';
import type { VectorFile } from './vector-file.ts';

/** Every file of protocol/vectors/, by its name. */
export const protocolVectors: Readonly<Record<string, () => VectorFile>> = {
  'frames.json': frames,
  'packets.json': packets,
  'reports.json': reports,
  'report-channels.json': reportChannels,
  'messages.json': messageVectors,
  'json-lines.json': jsonLines,
  'states.json': states,
  'channel.json': channelVectors,
  'chains.json': chains,
  'conversations.json': conversations,
  'phone-reader.json': phoneReaderVectors,
};
