import type { Vocabulary } from "@/lib/conditions/words";
import { ruleChange } from "./diff";
import type { ScoringModelDocument } from "./model";
import { ruleWords } from "./rule-words";
import type { Score, ScoreRow } from "./score";

// Two scores of one lead, on two days or under two versions: what differs, row by row, and why.

/** What tells rows apart. */
type RowIdentity = Pick<ScoreRow, "kind" | "part" | "label"> & {
  groupId?: string | undefined;
  ruleId?: string | undefined;
  adjustmentId?: string | undefined;
};

/** What a row is about: the same rule, cap or adjustment has the same key in both scores. */
const rowKey = (row: RowIdentity): string =>
  [
    row.kind,
    row.part,
    row.groupId,
    row.ruleId ?? row.adjustmentId ?? (row.kind === "rule" ? row.label : ""),
  ].join(" ");

type RowPair<Row> = { key: string; before: Row | null; after: Row | null };

/** The rows of both scores, matched by what they are about: in the order of the later one, then what only the earlier has. */
export function pairRows<Row extends RowIdentity>(
  before: readonly Row[],
  after: readonly Row[],
): RowPair<Row>[] {
  const unmatched = new Map(before.map((row) => [rowKey(row), row]));
  const pairs = after.map((row): RowPair<Row> => {
    const key = rowKey(row);
    const match = unmatched.get(key) ?? null;
    unmatched.delete(key);
    return { key, before: match, after: row };
  });
  for (const [key, row] of unmatched) pairs.push({ key, before: row, after: null });
  return pairs;
}

/** A score with the version that gave it. */
export type ScoredSide = {
  score: Pick<Score, "on" | "rows">;
  document: ScoringModelDocument;
  version: number;
};

export type ComparedRow = {
  key: string;
  label: string;
  part: ScoreRow["part"];
  /** null where the row does not exist. */
  before: number | null;
  after: number | null;
  /** What made the difference, in words; null where the points are the same, or only follow from other rows. */
  why: string | null;
};

/** Every row that gives points in either score, each with what made it different. Both columns sum to their totals. */
export function compareScores(before: ScoredSide, after: ScoredSide, vocabulary: Vocabulary): ComparedRow[] {
  return pairRows(before.score.rows, after.score.rows)
    .filter((pair) => Boolean(pair.before?.points) || Boolean(pair.after?.points))
    .map((pair) => ({
      key: pair.key,
      label: (pair.after ?? pair.before)!.label,
      part: (pair.after ?? pair.before)!.part,
      before: pair.before?.points ?? null,
      after: pair.after?.points ?? null,
      why:
        (pair.before?.points ?? 0) === (pair.after?.points ?? 0)
          ? null
          : reasonsOf(pair, before, after, vocabulary).join("; ") || null,
    }));
}

function reasonsOf(
  pair: RowPair<ScoreRow>,
  before: ScoredSide,
  after: ScoredSide,
  vocabulary: Vocabulary,
): string[] {
  const row = (pair.after ?? pair.before)!;
  switch (row.kind) {
    case "rule":
    case "inactivity":
      return [...ruleReasons(row.ruleId, before, after, vocabulary), ...factReasons(pair)];
    case "limit":
      return ruleReasons(row.ruleId, before, after, vocabulary);
    case "cap":
    case "floor":
      return groupReasons(row.groupId, before, after);
    case "adjustment":
      if (!pair.before) return ["given by hand since"];
      return pair.after ? [] : ["no longer counts"];
    case "rounding":
    case "clamp":
      return [];
  }
}

/** What the model says otherwise. */
function ruleReasons(
  ruleId: string | undefined,
  before: ScoredSide,
  after: ScoredSide,
  vocabulary: Vocabulary,
): string[] {
  if (ruleId === undefined || before.document === after.document) return [];
  const was = before.document.rules.find(({ id }) => id === ruleId);
  const is = after.document.rules.find(({ id }) => id === ruleId);
  if (!was) return is ? [`not in version ${before.version}`] : [];
  if (!is) return [`not in version ${after.version}: ${ruleWords(was, before.document, vocabulary)}`];
  return ruleChange(was, is, before.document, after.document, vocabulary);
}

function groupReasons(groupId: string | undefined, before: ScoredSide, after: ScoredSide): string[] {
  const [was, is] = [before, after].map(({ document }) => document.groups.find(({ id }) => id === groupId));
  const bounds = (["cap", "floor"] as const).filter((bound) => was?.[bound] !== is?.[bound]);
  return bounds.map((bound) => `${bound} ${was?.[bound] ?? "none"} → ${is?.[bound] ?? "none"}`);
}

/** What happened, aged or became known in between. */
function factReasons({ before, after }: RowPair<ScoreRow>): string[] {
  if (!before?.evidence && !after?.evidence) {
    const [was, is] = [before?.detail ?? "did not count", after?.detail ?? "does not count"];
    return was === is ? [] : [`${was} → ${is}`];
  }
  const idsIn = (row: ScoreRow | null) => new Map(row?.evidence?.map((item) => [item.activityId, item]));
  const [was, is] = [idsIn(before), idsIn(after)];
  const gained = [...is.keys()].filter((id) => !was.has(id)).length;
  const lost = [...was.keys()].filter((id) => !is.has(id)).length;
  const older = [...is.values()].find(({ activityId, ageDays, points }) => {
    const earlier = was.get(activityId);
    return earlier !== undefined && earlier.ageDays !== ageDays && earlier.points !== points;
  });
  const aged = older ? older.ageDays - was.get(older.activityId)!.ageDays : 0;
  return [
    gained > 0 ? `${gained} more ${gained === 1 ? "activity" : "activities"}` : null,
    lost > 0 ? `${lost} ${lost === 1 ? "activity" : "activities"} fewer` : null,
    aged === 0
      ? null
      : `${Math.abs(aged)} ${Math.abs(aged) === 1 ? "day" : "days"} ${aged > 0 ? "older" : "younger"}`,
  ].filter((reason) => reason !== null);
}
