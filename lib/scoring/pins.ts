/** Leads a person keeps beside the editor. */
export const MOST_PINS = 3;
