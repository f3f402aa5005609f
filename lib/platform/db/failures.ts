/** Prisma wraps what the driver says, the driver what the server says: nobody wraps deeper than this. */
const DEEPEST = 8;

const CODES = ["code", "originalCode", "kind"] as const;
/** Where the next layer is kept: an Error's cause, Prisma's `meta`, and the driver's error in it. */
const LAYERS = ["cause", "meta", "driverAdapterError"] as const;

type Layer = Partial<Record<(typeof CODES)[number] | (typeof LAYERS)[number], unknown>> & {
  name?: unknown;
  message?: unknown;
};

function* layersOf(thrown: unknown, depth = 0): Generator<Layer> {
  if (typeof thrown !== "object" || thrown === null || depth > DEEPEST) return;
  const layer = thrown as Layer;
  yield layer;
  for (const name of LAYERS) yield* layersOf(layer[name], depth + 1);
}

function hasCode(thrown: unknown, codes: ReadonlySet<string>): boolean {
  for (const layer of layersOf(thrown)) if (CODES.some((name) => codes.has(String(layer[name])))) return true;
  return false;
}

const AWAY = new Set([
  // Prisma: cannot reach, timed out, connection closed, pool exhausted, transaction lost, too many connections
  ...["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2037"],
  // PostgreSQL: connection exceptions, too many connections, shutting down, crashed, starting up
  ...["08000", "08001", "08003", "08004", "08006", "53300", "57P01", "57P02", "57P03"],
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND"],
  // Prisma's driver, where a raw statement brings no other code
  ...["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout", "TooManyConnections"],
]);

/** What the driver says in words alone. */
const AWAY_IN_WORDS =
  /timeout exceeded when trying to connect|Connection terminated|encountered a connection error/;

/** Whether something thrown, or what caused it, says that the database is away (for now). */
export function isDatabaseAway(thrown: unknown): boolean {
  if (hasCode(thrown, AWAY)) return true;
  for (const { name, message } of layersOf(thrown))
    if (name === "PrismaClientInitializationError" || AWAY_IN_WORDS.test(String(message))) return true;
  return false;
}

/** Serialization failure and deadlock, as Prisma calls them and as PostgreSQL does (raw statements). */
const LOST_TO_ANOTHER = new Set(["P2034", "40001", "40P01"]);

/** Whether a transaction was ended for the sake of another one, so that it may simply be run again. */
export function isLostToAnother(thrown: unknown): boolean {
  return hasCode(thrown, LOST_TO_ANOTHER);
}

/** As Prisma calls it and as PostgreSQL does (raw statements). */
const TAKEN = new Set(["P2002", "23505"]);

/** Whether the database refused a write because a unique value is taken; the transaction it happened in is over. */
export function isUniqueViolation(thrown: unknown): boolean {
  return hasCode(thrown, TAKEN);
}
