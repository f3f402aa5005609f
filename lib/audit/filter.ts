import type { Day } from "@/lib/shared/day";

/** What of the trail one looks at; null: all of it. Days are inclusive, in the workspace zone. */
export type AuditFilter = {
  subjectKind: string | null;
  /** Part of the name of who did it, in any case. */
  who: string | null;
  from: Day | null;
  to: Day | null;
};

/** "user.role_changed" as "user role changed". */
export const eventOf = (action: string): string => action.replaceAll(/[._]/g, " ");
