import "server-only";
import type { z } from "zod";
import { partOf, rowsUrl } from "@/lib/funnel/address";
import type { Grouping } from "@/lib/funnel/dimensions";
import type { Figure } from "@/lib/funnel/figure";
import { type KpiName, kpi } from "@/lib/funnel/kpis";
import { ask, type PeriodOrigin, type Question } from "@/lib/funnel/question";
import type { RowSet } from "@/lib/funnel/rows";
import {
  filtersIn,
  isStayStage,
  type metricAnswer,
  type metricQuery,
  partIn,
  type rowAnswer,
} from "@/lib/funnel/schema";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import type { Page } from "@/lib/shared/page";
import { workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";
import { answer } from "./figures";
import { labelsOf } from "./labels";
import { horizonsOf, periodFor } from "./periods";
import { type Row, rowsOf } from "./rows";

// What the API answers about one number.

type Asked = z.output<typeof metricQuery>;

/** A number of the registry with its parts, in the shape of the contract. */
export async function metric(
  db: Db,
  viewer: Viewer,
  name: KpiName,
  asked: Asked,
  now: Date,
): Promise<z.input<typeof metricAnswer>> {
  const { currency, question, origin } = await questionOf(db, name, asked, now);
  const horizons = await horizonsOf(db, question, [name]);
  const [answered] = await answer(db, viewer, [{ ...question, horizonDays: horizons[name] ?? null }]);
  if (!answered) throw new Error(`no answer for ${name}`);
  const { whole, parts } = answered;
  const { groupBy, period, basis, timeZone } = question;
  return {
    kpi: name,
    basis,
    ...period,
    period: origin,
    timeZone,
    unit: whole.unit,
    ...(kpi(name).unit === "money" ? { currency } : {}),
    ...fieldsOf(whole, { ...question, groupBy: null }),
    ...(groupBy ? { groupBy, groups: await groupsOf(db, groupBy, parts, question) } : {}),
  };
}

/** The rows behind a number, a page at a time, in the shape of the contract. */
export async function metricRows(
  db: Db,
  viewer: Viewer,
  name: KpiName,
  asked: Omit<Asked, "groupBy"> & { set: RowSet; limit: number; cursor?: string | undefined },
  now: Date,
): Promise<Page<z.input<typeof rowAnswer>>> {
  const { question } = await questionOf(db, name, asked, now);
  const horizons = await horizonsOf(db, question, [name]);
  const page = await rowsOf(
    db,
    viewer,
    { ...question, horizonDays: horizons[name] ?? null, part: partIn(asked) },
    { set: asked.set, limit: asked.limit, cursor: asked.cursor ?? null },
  );
  return { data: page.data.map(toRowAnswer), nextCursor: page.nextCursor };
}

async function questionOf(
  db: Db,
  name: KpiName,
  asked: Omit<Asked, "groupBy"> & { groupBy?: Grouping | undefined },
  now: Date,
): Promise<{ currency: string; question: Question; origin: PeriodOrigin }> {
  const { timeZone, currency } = await workspace(db);
  const frame = { timeZone, now };
  const { period, origin } = await periodFor(db, frame, asked);
  const { stage } = asked;
  if (kpi(name).measure.kind === "stay" && !isStayStage(stage)) {
    const message = "Time in stage is known of mql, sal, sql and opportunity.";
    throw new AppError("invalid", message, { errors: [{ path: "stage", rule: "invalid_value", message }] });
  }
  const question = ask({
    ...frame,
    kpi: name,
    basis: asked.basis,
    period,
    filters: filtersIn(asked),
    groupBy: asked.groupBy ?? null,
    volumeStage: stage,
    stayStage: isStayStage(stage) ? stage : "mql",
    speedLeg: asked.leg,
  });
  return { currency, question, origin };
}

async function groupsOf(db: Db, groupBy: Grouping, parts: readonly Figure[], question: Question) {
  const labels = await labelsOf(
    db,
    groupBy,
    parts.map(({ key }) => key),
  );
  return parts.map((part) => ({
    key: part.key,
    label: labels.get(part.key) ?? "",
    ...fieldsOf(part, partOf(question, part.key)),
  }));
}

const fieldsOf = (
  { value, numerator, denominator, n, time, pending, imputed, leftOut }: Figure,
  question: Question,
) => ({
  value,
  numerator,
  denominator,
  n,
  time,
  pending,
  imputed,
  leftOut,
  rows: rowsUrl(question),
});

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

function toRowAnswer({ lead, pass, handoff, ...row }: Row): z.input<typeof rowAnswer> {
  return {
    id: row.id,
    inNumerator: row.inNumerator,
    pending: row.pending,
    leftOut: row.leftOut,
    at: row.at.toISOString(),
    leadId: lead.id,
    lead: lead.name,
    company: lead.company,
    passId: pass.id,
    pass: {
      number: pass.number,
      mqlAt: pass.mqlAt.toISOString(),
      handedAt: iso(pass.handedAt),
      salAt: iso(pass.salAt),
      sqlAt: iso(pass.sqlAt),
      opportunityAt: iso(pass.opportunityAt),
      customerAt: iso(pass.customerAt),
      closedAt: iso(pass.closedAt),
      closeKind: pass.closeKind,
      closeReason: pass.closeReason,
      imputed: pass.imputed,
      trigger: pass.trigger,
      channel: pass.channel,
      source: pass.source,
      model: pass.model,
      definition: pass.definition,
    },
    owner: pass.owner,
    handoff: handoff && {
      status: handoff.status,
      openedAt: handoff.openedAt.toISOString(),
      dueAt: iso(handoff.dueAt),
      answeredAt: iso(handoff.answeredAt),
      reason: handoff.reason,
    },
    amount: row.amount,
    duration: row.duration,
  };
}
