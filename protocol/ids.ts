/** Values that must not be mixed. Each is plain text on the wire and a type of its own in the code. */

declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** A reader's serial number, its only identity: `FCR-000001`. Never the name of a port. */
export type ReaderId = Branded<string, 'ReaderId'>;

/**
 * One visit of one person at one reader: `FCR-000001.3.17` (serial, boot counter, visit counter).
 * It is the idempotency key of everything the visit asks of the back end.
 */
export type VisitId = Branded<string, 'VisitId'>;

export const readerIdForm = /^[A-Z]{2,8}-[0-9]{4,10}$/;
export const visitIdForm = /^[A-Z]{2,8}-[0-9]{4,10}\.[0-9]{1,10}\.[0-9]{1,10}$/;

export const isReaderId = (text: string): text is ReaderId => readerIdForm.test(text);
export const isVisitId = (text: string): text is VisitId => visitIdForm.test(text);

export const visitId = (reader: ReaderId, boot: number, visit: number): VisitId =>
  `${reader}.${boot}.${visit}` as VisitId;

/** The reader that a visit belongs to. */
export const readerOf = (visit: VisitId): ReaderId => visit.slice(0, visit.indexOf('.')) as ReaderId;
