import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { FIRST_DEFINITION } from "@/lib/definitions/defaults";
import type { RequiredField } from "@/lib/definitions/definition";
import { advance } from "@/lib/progression/advance";
import type { House, LeadSnapshot, PassState } from "@/lib/progression/snapshot";
import type { Trigger } from "@/lib/progression/trigger";
import { crossingsOf } from "@/lib/scoring/backtest/crossings";
import { Workbench } from "@/lib/scoring/backtest/workbench";
import { scoreBriefly } from "@/lib/scoring/evaluate";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { needsOf } from "@/lib/scoring/needs";
import type { AttributeValue } from "@/lib/scoring/score";
import { dayFromNumber, dayOf } from "@/lib/shared/day";
import { houseAt, newId, newLead, occasion, person } from "@/tests/support/snapshots";
import { model, zone } from "../../../oracle/arbitraries";
import { FROM, groundOf, knownAt, type Past, type PastLead, pastLead, TO } from "./leads";

const numRuns = Number(process.env.BATON_ORACLE_RUNS ?? 500);
vi.setConfig({ testTimeout: 60_000 + numRuns * 50 });

const REQUIRED: readonly RequiredField[] = ["email", "title"];

const past = fc.record({
  zone,
  from: fc.constant(FROM),
  to: fc.constant(TO),
  entry: fc.record({ score: fc.boolean(), handRaise: fc.boolean(), pql: fc.boolean() }),
  required: fc.subarray([...REQUIRED]),
  leads: fc.array(pastLead, { minLength: 1, maxLength: 3 }),
}) satisfies fc.Arbitrary<Past>;

/** Some rules set something off by themselves. */
const triggering = fc
  .tuple(model, fc.array(fc.constantFrom("hand-raise", "pql", null), { minLength: 8 }))
  .map(
    ([document, triggers]): ScoringModelDocument => ({
      ...document,
      rules: document.rules.map((rule, index) => {
        const trigger = triggers[index];
        return rule.kind === "engagement" && trigger ? { ...rule, trigger } : rule;
      }),
    }),
  );

const FIELDS = ["title", "email", "country", "company.employees", "custom.plan"];

const benchOf = (given: Past, document: ScoringModelDocument) =>
  new Workbench(
    groundOf(given, FIELDS),
    given.leads.map((_, index) => String(index)),
    needsOf(document),
  );

describe("a backtest", () => {
  test("finds of any lead the crossing that the gate makes of it, event by event", () => {
    fc.assert(
      fc.property(past, triggering, (given, document) => {
        const judged = benchOf(given, document).judged(document);
        const { mql } = crossingsOf(judged);
        for (const [index, lead] of given.leads.entries()) {
          const row = mql[index]!;
          const found = row < 0 ? null : new Date(judged.moments.at[row]!).toISOString();
          expect(found).toEqual(crossingOfGate(lead, given, document));
        }
      }),
      { numRuns },
    );
  });

  test("scores every moment as the evaluator does what was known then", () => {
    fc.assert(
      fc.property(past, model, (given, document) => {
        const { moments, course } = benchOf(given, document).judged(document);
        for (const [index, lead] of given.leads.entries())
          for (let row = moments.start[index]!; row < moments.start[index + 1]!; row++) {
            const on = dayFromNumber(moments.day[row]!);
            const { fit, engagement } = scoreBriefly(
              knownAt(lead, moments.at[row]!),
              document,
              on,
              given.zone,
            );
            expect([course.fit[row], course.engagement[row]]).toEqual([fit, engagement]);
          }
      }),
      { numRuns },
    );
  });
});

/** Plays what happened to the lead in the window through the gate until it is an MQL. */
function crossingOfGate(lead: PastLead, given: Past, document: ScoringModelDocument): string | null {
  let snapshot = snapshotAt(lead, given.from - 1);
  const instants = [
    ...lead.subject.attributes.map(({ at }) => at.getTime()),
    ...lead.known.map((at) => at.getTime()),
  ];
  for (const at of [...new Set(instants)].sort((a, b) => a - b)) {
    if (at < given.from || at > given.to) continue;
    for (const trigger of triggersAt(lead, at)) {
      if (trigger.kind === "attributes") {
        const { attributes } = knownAt(lead, at);
        snapshot = {
          ...snapshot,
          attributes: requiredOf(attributes),
          subject: { ...snapshot.subject, attributes },
        };
      }
      const now = new Date(at);
      const result = advance(
        snapshot,
        houseOf(given, document, now),
        trigger,
        occasion(person("admin"), now),
      );
      if (!result.ok) throw new Error("the gate refused what happened");
      snapshot = result.value.next;
      if (snapshot.stage === "mql") return now.toISOString();
    }
  }
  return null;
}

function triggersAt({ subject, known }: PastLead, at: number): Trigger[] {
  const edited = subject.attributes.some((value) => value.at.getTime() === at);
  const activities = subject.activities
    .filter((_, index) => known[index]!.getTime() === at)
    .map((activity) => ({
      ...activity,
      leadId: "lead",
      receivedAt: new Date(at),
      source: "test",
      messageId: activity.id,
      payloadHash: "",
      actorId: null,
      importId: null,
    }));
  return [
    ...(edited ? [{ kind: "attributes" } as const] : []),
    ...(activities.length > 0 ? [{ kind: "activities", activities } as const] : []),
  ];
}

function houseOf({ zone: inZone, entry, required }: Past, document: ScoringModelDocument, now: Date): House {
  const { mql, ...definition } = FIRST_DEFINITION;
  return {
    ...houseAt(now),
    zone: inZone,
    today: dayOf(now, inZone),
    model: { version: 1, document },
    definition: {
      version: 1,
      document: { ...definition, mql: { ...mql, entry, requiredFields: required as RequiredField[] } },
    },
  };
}

function snapshotAt(lead: PastLead, at: number): LeadSnapshot {
  const fresh = newLead();
  const subject = knownAt(lead, at);
  const closed = lead.steps.find(({ to }) => to === "recycled");
  return {
    ...fresh,
    attributes: requiredOf(subject.attributes),
    subject,
    stage: closed ? "recycled" : "lead",
    stageSince: new Date(closed?.at ?? 0),
    pass: closed ? closedPass(closed.at, closed.pass!.wakesOnEvidence) : null,
  };
}

/** A value of any kind is known; of the others only what the definition here can require. */
function requiredOf(values: readonly AttributeValue[]): LeadSnapshot["attributes"] {
  const told = (field: string) => {
    const value = values.findLast((each) => each.field === field)?.value ?? null;
    return value === null || typeof value === "string" ? value : "something";
  };
  return {
    email: told("email"),
    title: told("title"),
    firstName: null,
    lastName: null,
    phone: null,
    country: null,
    company: null,
  };
}

const closedPass = (at: number, wakeOnEvidence: boolean): PassState => ({
  id: newId(),
  number: 1,
  trigger: "score",
  mqlAt: new Date(at - 1),
  handedAt: null,
  salAt: null,
  sqlAt: null,
  opportunityAt: null,
  customerAt: null,
  closedAt: new Date(at),
  closeKind: "recycled",
  closeReason: null,
  closedFrom: null,
  ownerId: null,
  amount: null,
  clockStartedAt: null,
  firstAttemptAt: null,
  firstContactAt: null,
  contactDueAt: null,
  wakeOn: null,
  wakeOnEvidence,
});
