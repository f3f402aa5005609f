import type { Stage } from "./stages";

/** Every move there is. The database holds the same table (stage_edge) and refuses any other. */
export const MOVES = {
  lead: ["mql", "recycled", "disqualified"],
  mql: ["sal", "recycled", "disqualified"],
  sal: ["sql", "recycled", "disqualified"],
  sql: ["opportunity", "recycled", "disqualified"],
  opportunity: ["customer", "recycled", "disqualified"],
  customer: [],
  recycled: ["mql", "lead", "disqualified"],
  disqualified: ["lead"],
} as const satisfies Record<Stage, readonly Stage[]>;

/** What a manager may put right, with a reason; visible as a correction. */
export const CORRECTIONS = {
  lead: [],
  mql: [],
  sal: [],
  sql: [],
  opportunity: ["sql"],
  customer: ["opportunity"],
  recycled: [],
  disqualified: [],
} as const satisfies Record<Stage, readonly Stage[]>;

export const TRANSITION_KINDS = ["create", "move", "undo", "correction", "import"] as const;
export type TransitionKind = (typeof TRANSITION_KINDS)[number];

const has = (stages: readonly Stage[], stage: Stage) => stages.includes(stage);

export const isMove = (from: Stage, to: Stage): boolean => has(MOVES[from], to);

/** Whether the table allows this transition at all; who may and what it needs is asked elsewhere. */
export function isLegal(from: Stage | null, to: Stage, kind: TransitionKind): boolean {
  if (from === null) return kind === "create" && to === "lead";
  switch (kind) {
    case "create":
      return false;
    case "move":
    case "import":
      return isMove(from, to);
    case "undo":
      return isMove(to, from);
    case "correction":
      return has(CORRECTIONS[from], to);
  }
}
