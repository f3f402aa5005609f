import { assertNever } from "@/lib/shared/assert-never";
import { ok, type Result } from "@/lib/shared/result";
import { answer, expire, handOver, reassign, see, withdraw } from "./answer";
import { ask, takeAnswers } from "./ask";
import { type Course, type Occasion, startCourse } from "./course";
import type { Fact } from "./facts";
import { takeActivities, takeAttributes, takeDay, takeWake } from "./qualify";
import type { House, LeadSnapshot } from "./snapshot";
import type { Refusal, Trigger } from "./trigger";
import { undo } from "./undo";

/** What became true, and the lead as it is then. */
export type Advance = { facts: readonly Fact[]; next: LeadSnapshot };

/**
 * The gate: what becomes true of one lead when something happens to it or somebody asks something of it. Pure; every
 * door (screen, API, bulk, job) goes through it, and `recordFacts` is the only writer of what it returns.
 */
export function advance(
  snapshot: LeadSnapshot,
  house: House,
  trigger: Trigger,
  at: Occasion,
): Result<Advance, Refusal> {
  const course = startCourse(snapshot, house, at, isDecision(trigger));
  const verdict = take(course, trigger);
  return verdict.ok ? ok({ facts: course.facts, next: course.snapshot }) : verdict;
}

/** Whether a person decides about the pass, as opposed to something having happened. */
function isDecision({ kind }: Trigger): boolean {
  return (
    kind === "ask" || kind === "answer" || kind === "hand-over" || kind === "reassign" || kind === "withdraw"
  );
}

function take(course: Course, trigger: Trigger): Result<null, Refusal> {
  switch (trigger.kind) {
    case "activities":
      takeActivities(course, trigger.activities);
      return ok(null);
    case "attributes":
      takeAttributes(course);
      return ok(null);
    case "day":
      takeDay(course);
      return ok(null);
    case "wake":
      takeWake(course);
      return ok(null);
    case "ask":
      return ask(course, trigger.ask);
    case "hand-over":
      return handOver(course, trigger.assigneeId, trigger.note);
    case "answer":
      return answer(course, trigger.handoffId, trigger.answer);
    case "reassign":
      return reassign(course, trigger.handoffId, trigger.assigneeId);
    case "withdraw":
      return withdraw(course, trigger.handoffId, trigger.note);
    case "seen":
      return see(course, trigger.handoffId);
    case "silence":
      return expire(course, trigger.handoffId);
    case "qualification":
      return takeAnswers(course, trigger.answers);
    case "undo":
      return undo(course);
    default:
      return assertNever(trigger);
  }
}
