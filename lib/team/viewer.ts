import type { Role } from "./roles";

/** Who asks. Every read takes it first; every write carries it in its Caller. */
export type Viewer =
  | { kind: "user"; id: string; name: string; email: string; role: Role }
  /** A bearer key. Its scope maps to a role's rights: read = viewer, write = marketer and rep together, admin = admin. */
  | { kind: "api"; id: null; keyId: string; name: string; scope: "read" | "write" | "admin" }
  /** Jobs, the sweep, the CLI on the machine itself. */
  | { kind: "system"; id: null; name: string }
  | { kind: "import"; id: string | null; name: string; importId: string };

/** What every command takes first: who, when (read once, at the edge) and the id that groups all it writes. */
export type Caller = { viewer: Viewer; now: Date; correlationId: string };
