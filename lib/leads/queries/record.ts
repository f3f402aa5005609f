import "server-only";
import type { HandoffCause, HandoffStatus } from "@/lib/handoffs/handoff";
import type { Db } from "@/lib/platform/db/client";
import { isId } from "@/lib/platform/ids";
import { type Day, dayFromColumn } from "@/lib/shared/day";
import type { Stage } from "@/lib/stages/stages";
import { may, type Relation, relationToLead } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import { namesOf, reasonLabels } from "./names";

type Named = { id: string; name: string };

/** One lead with all that its page shows but the timeline and the score's explanation. Times are RFC 3339. */
export type LeadRecord = {
  id: string;
  version: number;
  binned: boolean;
  name: string;
  facts: LeadFacts;
  company: RecordCompany | null;
  owner: Named | null;
  unsubscribedAt: string | null;
  createdAt: string;
  lastActivityAt: string | null;
  stage: Stage;
  stageSince: string;
  /** Of the transition into this stage: what an undo would take back. */
  seq: number;
  score: number;
  grade: string;
  /** The required fields that keep it from becoming MQL, in words. */
  missing: string | null;
  /** The latest pass, open or closed; null before the first MQL. */
  pass: RecordPass | null;
  /** How the viewer stands to this lead: what permissions are asked with. */
  relation: Relation;
};

export type LeadFacts = {
  email: string | null;
  externalId: string | null;
  firstName: string | null;
  lastName: string | null;
  title: string | null;
  phone: string | null;
  country: string | null;
  source: string | null;
  channel: string | null;
  campaign: string | null;
  asset: string | null;
  custom: Readonly<Record<string, string | number | boolean | null>>;
};

export type RecordCompany = {
  id: string;
  name: string;
  domain: string | null;
  industry: string | null;
  employees: number | null;
  /** Minor units of the workspace currency. */
  revenue: number | null;
  /** Other leads of this company. */
  colleagues: number;
};

export type RecordPass = {
  id: string;
  number: number;
  trigger: string;
  /** When each stage was reached. */
  reached: Readonly<Partial<Record<Stage, string>>>;
  imputed: string[];
  outOfOrder: boolean;
  handedAt: string | null;
  closedAt: string | null;
  closeKind: string | null;
  closeReason: string | null;
  scoreAtMql: number;
  gradeAtMql: string;
  model: number;
  definition: number;
  wakeOn: Day | null;
  wakeOnEvidence: boolean;
  /** False for imported passes whose clocks were not asked for. */
  clocks: boolean;
  contactDueAt: string | null;
  firstAttemptAt: string | null;
  firstContactAt: string | null;
  /** The latest offer of this pass to sales. */
  handoff: RecordHandoff | null;
  answers: Readonly<Record<string, RecordAnswer>>;
  opportunity: RecordOpportunity | null;
};

export type RecordHandoff = {
  id: string;
  status: HandoffStatus;
  cause: HandoffCause;
  assignee: Named | null;
  openedAt: string;
  openedBy: string | null;
  note: string | null;
  dueAt: string | null;
  seenAt: string | null;
  answeredAt: string | null;
  answeredBy: string | null;
  reason: string | null;
  answerNote: string | null;
};

export type RecordAnswer = { value: string; evidence: string | null; by: string | null; at: string };

export type RecordOpportunity = {
  id: string;
  status: "open" | "won" | "lost";
  /** Minor units. */
  amount: number;
  currency: string;
  expectedClose: Day;
  actualClose: Day | null;
  lostReason: string | null;
};

const time = (at: Date | null): string | null => at?.toISOString() ?? null;

/** The lead, or null when there is none or this viewer may not read leads. A binned lead is still shown. */
export async function leadRecord(db: Db, viewer: Viewer, id: string): Promise<LeadRecord | null> {
  if (!isId(id) || !may(viewer, "lead.read")) return null;
  const lead = await db.lead.findUnique({ where: { id }, include: { company: true, score: true } });
  if (!lead?.score) return null;
  const [pass, colleagues, names] = await Promise.all([
    latestPass(db, id),
    lead.companyId
      ? db.lead.count({ where: { companyId: lead.companyId, id: { not: id }, binnedAt: null } })
      : 0,
    namesOf(db, [lead.ownerId]),
  ]);
  const { company, score } = lead;
  const holder = pass?.handoff?.status === "pending" ? (pass.handoff.assignee?.id ?? null) : null;
  return {
    id,
    version: lead.version,
    binned: lead.binnedAt !== null,
    name: lead.name,
    facts: {
      email: lead.email,
      externalId: lead.externalId,
      firstName: lead.firstName,
      lastName: lead.lastName,
      title: lead.title,
      phone: lead.phone,
      country: lead.country,
      source: lead.source,
      channel: lead.channel,
      campaign: lead.campaign,
      asset: lead.asset,
      custom: lead.custom as LeadFacts["custom"],
    },
    company: company && {
      id: company.id,
      name: company.name,
      domain: company.domain,
      industry: company.industry,
      employees: company.employees,
      revenue: company.revenue === null ? null : Number(company.revenue),
      colleagues,
    },
    owner: lead.ownerId ? { id: lead.ownerId, name: names.get(lead.ownerId) ?? "" } : null,
    unsubscribedAt: time(lead.unsubscribedAt),
    createdAt: lead.createdAt.toISOString(),
    lastActivityAt: time(score.lastActivityAt),
    stage: score.stage as Stage,
    stageSince: score.stageSince.toISOString(),
    seq: score.seq,
    score: score.score,
    grade: score.grade,
    missing: score.missing,
    pass,
    relation: relationToLead(viewer, lead.ownerId, holder),
  };
}

async function latestPass(db: Db, leadId: string): Promise<RecordPass | null> {
  const pass = await db.pass.findFirst({
    where: { leadId },
    orderBy: { number: "desc" },
    include: { handoffs: { orderBy: [{ openedAt: "desc" }, { id: "desc" }], take: 1 } },
  });
  if (!pass) return null;
  const [handoff] = pass.handoffs;
  const [answers, opportunity, reasons] = await Promise.all([
    db.qualificationAnswer.findMany({
      where: { passId: pass.id },
      orderBy: [{ answeredAt: "asc" }, { id: "asc" }],
    }),
    db.opportunity.findUnique({ where: { passId: pass.id } }),
    reasonLabels(db),
  ]);
  const names = await namesOf(db, [
    ...answers.map((answer) => answer.answeredBy),
    handoff?.assigneeId,
    handoff?.openedBy,
    handoff?.answeredBy,
  ]);
  const name = (userId: string | null) => (userId ? (names.get(userId) ?? null) : null);
  const label = (code: string | null) => (code ? (reasons.get(code) ?? code) : null);
  const reached: [Stage, Date | null][] = [
    ["mql", pass.mqlAt],
    ["sal", pass.salAt],
    ["sql", pass.sqlAt],
    ["opportunity", pass.opportunityAt],
    ["customer", pass.customerAt],
  ];
  return {
    id: pass.id,
    number: pass.number,
    trigger: pass.trigger,
    reached: Object.fromEntries(reached.flatMap(([stage, at]) => (at ? [[stage, at.toISOString()]] : []))),
    imputed: pass.imputed,
    outOfOrder: pass.outOfOrder,
    handedAt: time(pass.handedAt),
    closedAt: time(pass.closedAt),
    closeKind: pass.closeKind,
    closeReason: label(pass.closeReason),
    scoreAtMql: pass.scoreAtMql,
    gradeAtMql: pass.gradeAtMql,
    model: pass.modelVersion,
    definition: pass.definitionVersion,
    wakeOn: pass.wakeOn && dayFromColumn(pass.wakeOn),
    wakeOnEvidence: pass.wakeOnEvidence,
    clocks: pass.clocks,
    contactDueAt: time(pass.contactDueAt),
    firstAttemptAt: time(pass.firstAttemptAt),
    firstContactAt: time(pass.firstContactAt),
    handoff: handoff
      ? {
          id: handoff.id,
          status: handoff.status as HandoffStatus,
          cause: handoff.cause as HandoffCause,
          assignee: handoff.assigneeId
            ? { id: handoff.assigneeId, name: name(handoff.assigneeId) ?? "" }
            : null,
          openedAt: handoff.openedAt.toISOString(),
          openedBy: name(handoff.openedBy),
          note: handoff.note,
          dueAt: time(handoff.dueAt),
          seenAt: time(handoff.seenAt),
          answeredAt: time(handoff.answeredAt),
          answeredBy: name(handoff.answeredBy),
          reason: label(handoff.reasonCode),
          answerNote: handoff.answerNote,
        }
      : null,
    // The latest answer of a field counts.
    answers: Object.fromEntries(
      answers.map(({ field, value, evidence, answeredBy, answeredAt }) => [
        field,
        { value, evidence, by: name(answeredBy), at: answeredAt.toISOString() },
      ]),
    ),
    opportunity: opportunity && {
      id: opportunity.id,
      status: opportunity.status as RecordOpportunity["status"],
      amount: Number(opportunity.amount),
      currency: opportunity.currency,
      expectedClose: dayFromColumn(opportunity.expectedClose),
      actualClose: opportunity.actualClose && dayFromColumn(opportunity.actualClose),
      lostReason: label(opportunity.lostReason),
    },
  };
}
