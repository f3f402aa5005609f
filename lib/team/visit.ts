/** Somebody who has not signed in (yet): what the account commands know of them. */
export type Visit = {
  now: Date;
  correlationId: string;
  /** The address of the other end of the connection; "unknown" where the server does not tell. */
  address: string;
  userAgent: string | null;
  /** The sealed cookie of a browser in which somebody signed in before. */
  device: string | undefined;
};
