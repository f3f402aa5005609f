/** The one place that reads the clock. Edges call it once a request and pass the instant down. */
export const readClock = (): Date => new Date();
