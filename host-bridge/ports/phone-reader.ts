/**
 * A phone reader (汎用カードリーダー) on this PC, as the bridge sees it: through its driver, whose packets it passes on unread
 * between it and the face reader that it stands beside (protocol/README.md, "Phone reader"). What drives such a reader,
 * and opens the packets, is the driver's.
 */

export interface PhoneReader {
  /** Its cable is in, and its driver runs. */
  readonly there: boolean;
  /** One listener at a time: the session that speaks for the face reader. Gives back the way to stop. */
  listen(listener: PhoneReaderListener): () => void;
  /** A packet for the driver; lost where it is not there. */
  send(packet: Uint8Array): void;
}

export interface PhoneReaderListener {
  /** `there` has changed. */
  changed(): void;
  /** A packet of the driver's, for the face reader; at most `longestFieldPacket` bytes. */
  received(packet: Uint8Array): void;
}
