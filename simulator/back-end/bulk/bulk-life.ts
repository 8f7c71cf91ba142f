/** How long a bulk request is worked on, and how long its result can be fetched. Our figures; official ones are not public. */

/** Milliseconds until the result can be fetched. */
export const bulkWorkMs = 60_000;

/** Milliseconds from the request until the result is thrown away. */
export const bulkLifeMs = 7 * 24 * 3_600_000;
