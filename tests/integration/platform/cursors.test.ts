import { expect, test } from "vitest";
import { auditTrail } from "@/lib/audit/queries";
import { metricRows } from "@/lib/funnel/queries/metric";
import { metricQuery } from "@/lib/funnel/schema";
import { decisions, handoffList, warmQueue } from "@/lib/handoffs/queries";
import { listImports } from "@/lib/imports/queries/imports";
import { NO_FILTER } from "@/lib/leads/filter";
import { listLeads } from "@/lib/leads/queries/list";
import { timeline } from "@/lib/leads/queries/timeline";
import { db } from "@/lib/platform/db/client";
import { outbox } from "@/lib/platform/mail/queries";
import { encodeCursor } from "@/lib/shared/page";
import { transitionsOf } from "@/lib/stages/queries";
import { useDatabase } from "@/tests/support/database";
import { givenLead, givenWorkspace } from "@/tests/support/workspace";

useDatabase();

const NOW = "2026-03-11T11:00:00.000Z";
const ID = "0190a000-0000-7000-8000-000000000000";

/** Cursors that decode, with values that no list of ours has given. */
const FORGED: readonly (readonly (string | number | null)[])[] = [
  ["Wed Mar 11 2026 (noon)", ID],
  ["+275760-09-13T00:00:00.000Z", ID],
  ["2026-02-31T11:00:00.000Z'", ID],
  [NOW, "not-an-id"],
  [NOW, null],
  [null, ID],
  [1e300, ID],
  [1.5, ID],
  ["\u0000", "\u0000"],
  [NOW, 1e300, ID],
  [NOW, 1, "\u0000"],
  ["11", 1, ID],
  [1e300],
  ["x"],
  [null],
  [],
];

test("every list refuses a forged cursor as invalid and never breaks by it", async () => {
  const house = await givenWorkspace();
  const lead = await givenLead(house);
  const { admin } = house;
  const rows = { ...metricQuery.parse({}), set: "denominator" as const };
  const lists: Record<string, (cursor: string) => Promise<unknown>> = {
    leads: (after) => listLeads(db(), admin, NO_FILTER, { sort: "-score", limit: 5, after }),
    "leads by time": (after) => listLeads(db(), admin, NO_FILTER, { sort: "createdAt", limit: 5, after }),
    timeline: (cursor) => timeline(db(), admin, lead, { limit: 5, cursor }),
    transitions: (cursor) => transitionsOf(db(), admin, lead, { limit: 5, cursor }),
    handoffs: (cursor) => handoffList(db(), admin, { limit: 5, cursor }),
    decisions: (cursor) => decisions(db(), admin, { limit: 5, cursor }),
    warm: (cursor) => warmQueue(db(), admin, { limit: 5, cursor }),
    audit: (cursor) =>
      auditTrail(
        db(),
        admin,
        { subjectKind: null, who: null, from: null, to: null },
        { limit: 5, cursor, timeZone: "UTC" },
      ),
    outbox: (cursor) => outbox(db(), admin, { limit: 5, cursor }),
    imports: (cursor) => listImports(db(), admin, { limit: 5, cursor }),
    "rows of a number": (cursor) =>
      metricRows(db(), admin, "volume", { ...rows, limit: 5, cursor }, house.now),
  };
  for (const [name, list] of Object.entries(lists))
    for (const values of FORGED) {
      const outcome = await list(encodeCursor(values as readonly (string | number)[])).then(
        () => "answered",
        (error: { code?: string }) => error.code,
      );
      expect(outcome, `${name}: ${JSON.stringify(values)}`).toBe("invalid");
    }
});
