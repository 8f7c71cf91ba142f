/** A sentence for the desk, never for the waiting room (REQ-22). */
export interface DeskAdvice {
  readonly ja: string;
  readonly en: string;
}
