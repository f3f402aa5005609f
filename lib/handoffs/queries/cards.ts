import "server-only";
import type { Db } from "@/lib/platform/db/client";
import type { JsonObject } from "@/lib/shared/json";
import { activityDetail } from "@/lib/tracking/detail";
import type { Authority, HandoffCause, HandoffStatus } from "../handoff";
import { type HistoryLine, historyOf, type PastOffer, type PastPass } from "../history";
import { contextPacket } from "../schema";

export type PersonBrief = { id: string; name: string };

/** A handoff as the inbox shows it. Times are RFC 3339. */
export type HandoffCard = {
  id: string;
  leadId: string;
  status: HandoffStatus;
  cause: HandoffCause;
  assignee: PersonBrief | null;
  openedBy: PersonBrief | null;
  openedAt: string;
  dueAt: string | null;
  seen: boolean;
  answeredAt: string | null;
  note: string | null;
  lead: {
    name: string;
    title: string | null;
    country: string | null;
    email: string | null;
    phone: string | null;
    unsubscribed: boolean;
    company: {
      name: string;
      domain: string | null;
      industry: string | null;
      employees: number | null;
    } | null;
    /** As it is now; the packet says how it was when it was offered. */
    score: number;
    grade: string;
  };
  /** What sales was shown when it was offered: frozen. */
  packet: {
    score: number;
    fit: number;
    engagement: number;
    grade: string;
    reason: string;
    authority: Authority;
    rows: { label: string; points: number }[];
  };
  /** The lead's latest own doings, newest first; `since` marks those after it was offered. */
  touches: { id: string; label: string; detail: string | null; at: string; since: boolean }[];
  history: (Omit<HistoryLine, "at"> & { at: string })[];
  passNumber: number;
  contactDueAt: string | null;
  firstAttemptAt: string | null;
  firstContactAt: string | null;
};

/** What a card needs of its handoff; pass it to `findMany({ select: CARD })`. */
export const CARD = {
  id: true,
  leadId: true,
  passId: true,
  status: true,
  cause: true,
  assigneeId: true,
  openedBy: true,
  openedAt: true,
  dueAt: true,
  seenAt: true,
  answeredAt: true,
  note: true,
  packet: true,
  pass: {
    select: {
      number: true,
      contactDueAt: true,
      firstAttemptAt: true,
      firstContactAt: true,
      lead: {
        select: {
          name: true,
          title: true,
          country: true,
          email: true,
          phone: true,
          unsubscribedAt: true,
          company: { select: { name: true, domain: true, industry: true, employees: true } },
          score: { select: { score: true, grade: true } },
        },
      },
    },
  },
} as const;

export type CardRow = {
  id: string;
  leadId: string;
  passId: string;
  status: string;
  cause: string;
  assigneeId: string | null;
  openedBy: string | null;
  openedAt: Date;
  dueAt: Date | null;
  seenAt: Date | null;
  answeredAt: Date | null;
  note: string | null;
  packet: unknown;
  pass: {
    number: number;
    contactDueAt: Date | null;
    firstAttemptAt: Date | null;
    firstContactAt: Date | null;
    lead: {
      name: string;
      title: string | null;
      country: string | null;
      email: string | null;
      phone: string | null;
      unsubscribedAt: Date | null;
      company: HandoffCard["lead"]["company"];
      score: { score: number; grade: string } | null;
    };
  };
};

/** The cards of these handoffs, in their order: everything that belongs to them is read set-wise. */
export async function cardsOf(db: Db, rows: readonly CardRow[]): Promise<HandoffCard[]> {
  const leadIds = [...new Set(rows.map((row) => row.leadId))];
  const [names, touches, histories] = await Promise.all([
    namesOf(db),
    touchesOf(db, leadIds),
    historiesOf(db, leadIds),
  ]);
  const person = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? "Somebody" });
  return rows.map((row) => {
    const { lead } = row.pass;
    const {
      at: _at,
      modelVersion: _m,
      definitionVersion: _d,
      cause: _c,
      touches: _t,
      ...packet
    } = contextPacket.parse(row.packet);
    return {
      id: row.id,
      leadId: row.leadId,
      status: row.status as HandoffStatus,
      cause: row.cause as HandoffCause,
      assignee: person(row.assigneeId),
      openedBy: person(row.openedBy),
      openedAt: row.openedAt.toISOString(),
      dueAt: text(row.dueAt),
      seen: row.seenAt !== null,
      answeredAt: text(row.answeredAt),
      note: row.note,
      lead: {
        name: lead.name,
        title: lead.title,
        country: lead.country,
        email: lead.email,
        phone: lead.phone,
        unsubscribed: lead.unsubscribedAt !== null,
        company: lead.company,
        score: lead.score?.score ?? packet.score,
        grade: lead.score?.grade ?? packet.grade,
      },
      packet,
      touches: (touches.get(row.leadId) ?? []).map(({ at, ...touch }) => ({
        ...touch,
        at: at.toISOString(),
        since: at > row.openedAt,
      })),
      history: historyBefore(row, histories, names),
      passNumber: row.pass.number,
      contactDueAt: text(row.pass.contactDueAt),
      firstAttemptAt: text(row.pass.firstAttemptAt),
      firstContactAt: text(row.pass.firstContactAt),
    };
  });
}

const text = (at: Date | null): string | null => at?.toISOString() ?? null;

async function namesOf(db: Db): Promise<Map<string, string>> {
  const people = await db.user.findMany({ select: { id: true, name: true } });
  return new Map(people.map((person) => [person.id, person.name]));
}

const TOUCHES = 5;

type Touch = { id: string; label: string; detail: string | null; at: Date };

/** What each lead did last; what machines did is not a touch. */
async function touchesOf(db: Db, leadIds: readonly string[]): Promise<Map<string, Touch[]>> {
  const [rows, types] = await Promise.all([
    db.$queryRaw<{ lead_id: string; id: string; type: string; at: Date; properties: JsonObject }[]>`
      select lead.id as lead_id, latest.id, latest.type, latest.occurred_at as at, latest.properties
      from unnest(${leadIds}::uuid[]) as lead (id)
      cross join lateral (
        select id, type, occurred_at, properties from counted_activity
        where lead_id = lead.id and trust = 'human' order by occurred_at desc, id desc limit ${TOUCHES}
      ) latest`,
    db.activityType.findMany({ select: { key: true, label: true } }),
  ]);
  const labels = new Map(types.map((type) => [type.key, type.label]));
  const touches = new Map<string, Touch[]>();
  for (const { lead_id, id, type, at, properties } of rows) {
    const list = touches.get(lead_id) ?? [];
    list.push({ id, label: labels.get(type) ?? type, detail: activityDetail(properties), at });
    touches.set(lead_id, list);
  }
  return touches;
}

type Histories = {
  passes: Map<string, PastPass[]>;
  offers: Map<string, (PastOffer & { id: string; whoId: string | null })[]>;
};

async function historiesOf(db: Db, leadIds: readonly string[]): Promise<Histories> {
  const ids = [...leadIds];
  const [passes, offers, reasons] = await Promise.all([
    db.pass.findMany({
      where: { leadId: { in: ids } },
      select: { id: true, leadId: true, number: true, closedAt: true, closeKind: true, closeReason: true },
    }),
    db.handoff.findMany({
      where: { leadId: { in: ids }, answeredAt: { not: null } },
      select: {
        id: true,
        leadId: true,
        passId: true,
        status: true,
        answeredAt: true,
        answeredBy: true,
        assigneeId: true,
        reasonCode: true,
        answerNote: true,
      },
    }),
    db.reason.findMany({ select: { code: true, label: true } }),
  ]);
  const labelOf = new Map(reasons.map((reason) => [reason.code, reason.label]));
  const label = (code: string | null) => (code === null ? null : (labelOf.get(code) ?? code));
  return {
    passes: byLead(passes, ({ leadId: _, ...pass }) => ({ ...pass, closeReason: label(pass.closeReason) })),
    offers: byLead(offers, (offer) => ({
      id: offer.id,
      passId: offer.passId,
      status: offer.status as HandoffStatus,
      at: offer.answeredAt!,
      whoId: offer.answeredBy ?? offer.assigneeId,
      who: null,
      reason: label(offer.reasonCode),
      note: offer.answerNote,
    })),
  };
}

function byLead<Row extends { leadId: string }, Value>(
  rows: readonly Row[],
  toValue: (row: Row) => Value,
): Map<string, Value[]> {
  const map = new Map<string, Value[]>();
  for (const row of rows) map.set(row.leadId, [...(map.get(row.leadId) ?? []), toValue(row)]);
  return map;
}

/** All that happened to the lead besides this handoff itself. */
function historyBefore(
  row: CardRow,
  { passes, offers }: Histories,
  names: ReadonlyMap<string, string>,
): HandoffCard["history"] {
  const others = (offers.get(row.leadId) ?? []).filter((offer) => offer.id !== row.id);
  const lines = historyOf(
    passes.get(row.leadId) ?? [],
    others.map(({ id: _, whoId, ...offer }) => ({
      ...offer,
      who: whoId ? (names.get(whoId) ?? null) : null,
    })),
  );
  return lines.map((line) => ({ ...line, at: line.at.toISOString() }));
}
