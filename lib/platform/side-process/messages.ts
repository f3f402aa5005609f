import type { ErrorCode } from "../errors";

// What a process and the one at its side say to each other.

export type ToChild = { kind: "ask"; id: number; ask: unknown } | { kind: "drop"; id: number };

export type FromChild =
  | { kind: "progress"; progress: unknown }
  | { kind: "answer"; id: number; answer: unknown }
  /** `code` of an error that the asker may be told; null of a mistake. */
  | { kind: "error"; id: number; code: ErrorCode | null; message: string };
