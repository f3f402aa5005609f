import { describe, expect, test } from "vitest";
import { planHistory, type StandingHistory, type ToldHistory } from "@/lib/stages/import-plan";
import { isLegal } from "@/lib/stages/transitions";

const NOW = new Date("2026-03-01T12:00:00Z");
const on = (day: string) => ({ at: new Date(`${day}T00:00:00Z`), dateOnly: true });
const told = (times: ToldHistory["times"], stage: ToldHistory["stage"] = null): ToldHistory => ({
  times,
  stage,
  reason: null,
});

function plan(history: ToldHistory, standing: StandingHistory | null = null, captured: string | null = null) {
  const planned = planHistory(history, standing, captured ? on(captured).at : null, NOW);
  if (!planned.ok) throw new Error(planned.reason);
  return planned.value;
}

const steps = (history: ReturnType<typeof plan>) =>
  history.transitions.map(
    ({ to, at, imputed }) => `${to} ${at.toISOString().slice(0, 10)}${imputed ? "*" : ""}`,
  );

const openPass = (
  times: Partial<Record<"mql" | "sal" | "sql" | "opportunity", string>>,
): StandingHistory["pass"] => ({
  id: "pass-1",
  number: 1,
  times: {
    mql: times.mql ? on(times.mql).at : null,
    sal: times.sal ? on(times.sal).at : null,
    sql: times.sql ? on(times.sql).at : null,
    opportunity: times.opportunity ? on(times.opportunity).at : null,
    customer: null,
  },
  closedAt: null,
  closeKind: null,
});

describe("a new lead", () => {
  test("without a history is created when it was captured", () => {
    const planned = plan(told({}), null, "2025-01-05");
    expect(steps(planned)).toEqual(["lead 2025-01-05"]);
    expect(planned.transitions[0]).toMatchObject({ seq: 1, from: null, kind: "create" });
    expect(planned.pass).toBeNull();
  });

  test("opens its pass at the told MQL date and remembers that only the day is known", () => {
    const planned = plan(told({ mql: on("2018-02-01") }), null, "2018-02-01");
    expect(steps(planned)).toEqual(["lead 2018-02-01", "mql 2018-02-01"]);
    expect(planned.pass).toMatchObject({
      id: null,
      number: 1,
      dateOnly: ["mql"],
      imputed: [],
      closedAt: null,
    });
  });

  test("takes skipped stages at the next known time, marked imputed", () => {
    const planned = plan(told({ mql: on("2018-02-01"), sql: on("2018-02-10"), customer: on("2018-02-20") }));
    expect(steps(planned)).toEqual([
      "lead 2018-02-01",
      "mql 2018-02-01",
      "sal 2018-02-10*",
      "sql 2018-02-10",
      "opportunity 2018-02-20*",
      "customer 2018-02-20",
    ]);
    expect(planned.pass).toMatchObject({
      imputed: ["sal", "opportunity"],
      closeKind: "customer",
      closedFrom: "opportunity",
      closedAt: on("2018-02-20").at,
    });
  });

  test("told only its stage reaches it now, with every time imputed", () => {
    const planned = plan(told({}, "sql"), null, "2026-02-01");
    expect(steps(planned)).toEqual([
      "lead 2026-02-01",
      "mql 2026-03-01*",
      "sal 2026-03-01*",
      "sql 2026-03-01*",
    ]);
    expect(planned.pass?.imputed).toEqual(["mql", "sal", "sql"]);
  });

  test("recycled before any qualification has no pass", () => {
    const planned = plan(told({ recycled: on("2025-05-01") }));
    expect(steps(planned)).toEqual(["lead 2025-05-01", "recycled 2025-05-01"]);
    expect(planned.pass).toBeNull();
  });

  test("disqualified out of its pass closes the pass from where it was", () => {
    const planned = plan(
      told({ mql: on("2025-05-01"), sal: on("2025-05-02"), disqualified: on("2025-05-09") }),
    );
    expect(planned.pass).toMatchObject({
      closeKind: "disqualified",
      closedFrom: "sal",
      closedAt: on("2025-05-09").at,
    });
  });

  test("cannot be both won and disqualified", () => {
    expect(planHistory(told({ customer: on("2025-05-01") }, "disqualified"), null, null, NOW)).toEqual({
      ok: false,
      reason: "won_and_closed",
    });
  });
});

describe("a lead that stands", () => {
  const mql: StandingHistory = { stage: "mql", seq: 2, pass: openPass({ mql: "2018-02-10" }) };

  test("goes on in its open pass; a deal won before its first contact is kept and flagged", () => {
    const planned = plan(told({ customer: on("2018-02-08") }), mql);
    expect(steps(planned)).toEqual([
      "sal 2018-02-08*",
      "sql 2018-02-08*",
      "opportunity 2018-02-08*",
      "customer 2018-02-08",
    ]);
    expect(planned.transitions.map(({ seq }) => seq)).toEqual([3, 4, 5, 6]);
    expect(planned.transitions.every(({ outOfOrder }) => outOfOrder)).toBe(true);
    expect(planned.pass).toMatchObject({
      id: "pass-1",
      number: 1,
      outOfOrder: true,
      dateOnly: expect.any(Array),
    });
  });

  test("is left alone by the same story told again", () => {
    const again = plan(told({ mql: on("2018-02-10") }), mql);
    expect(again).toEqual({ transitions: [], pass: null, kept: [] });
  });

  test("never goes back, and a told time that differs is named, not taken", () => {
    const sql: StandingHistory = {
      stage: "sql",
      seq: 4,
      pass: openPass({ mql: "2018-02-10", sal: "2018-02-11", sql: "2018-02-12" }),
    };
    const planned = plan(told({ mql: on("2018-01-01") }, "mql"), sql);
    expect(planned.transitions).toEqual([]);
    expect(planned.kept).toEqual(["mql"]);
  });

  const closed: StandingHistory = {
    stage: "recycled",
    seq: 3,
    pass: { ...openPass({ mql: "2025-01-01" })!, closedAt: on("2025-01-10").at, closeKind: "recycled" },
  };

  test("recycled opens a second pass only for a time after its close", () => {
    expect(plan(told({ mql: on("2025-01-01"), recycled: on("2025-01-10") }), closed).transitions).toEqual([]);
    expect(plan(told({}, "sql"), closed).transitions).toEqual([]);
    const second = plan(told({ mql: on("2025-03-01") }), closed);
    expect(steps(second)).toEqual(["mql 2025-03-01"]);
    expect(second.pass).toMatchObject({ id: null, number: 2 });
  });

  test("a customer stays a customer", () => {
    const customer: StandingHistory = { ...closed, stage: "customer" };
    expect(plan(told({ mql: on("2026-01-01") }), customer).transitions).toEqual([]);
  });
});

test("every planned step is a legal edge, whatever is told of whichever lead", () => {
  const stages = ["mql", "sal", "sql", "opportunity", "customer", "recycled", "disqualified"] as const;
  const standings: (StandingHistory | null)[] = [null];
  for (const stage of [
    "lead",
    "mql",
    "sal",
    "sql",
    "opportunity",
    "customer",
    "recycled",
    "disqualified",
  ] as const) {
    const pass = openPass({ mql: "2025-01-01" })!;
    const open = ["mql", "sal", "sql", "opportunity"].includes(stage);
    standings.push({
      stage,
      seq: 7,
      pass: open ? pass : { ...pass, closedAt: on("2025-01-10").at, closeKind: "recycled" },
    });
    if (!open) standings.push({ stage, seq: 1, pass: null });
  }
  let planned = 0;
  for (const standing of standings)
    for (const stage of [null, "lead", ...stages] as const)
      for (let mask = 0; mask < 2 ** stages.length; mask += 1) {
        const times = Object.fromEntries(
          stages
            .filter((_, bit) => mask & (1 << bit))
            .map((name, index) => [name, on(`2025-0${((index * 5) % 7) + 1}-11`)]),
        );
        const answer = planHistory({ times, stage, reason: null }, standing, null, NOW);
        if (!answer.ok) continue;
        let at = standing?.stage ?? null;
        let seq = standing?.seq ?? 0;
        for (const step of answer.value.transitions) {
          expect(step.from).toBe(at);
          expect(step.seq).toBe(seq + 1);
          expect(isLegal(step.from, step.to, step.kind), `${step.from} → ${step.to}`).toBe(true);
          at = step.to;
          seq = step.seq;
          planned += 1;
        }
      }
  expect(planned).toBeGreaterThan(1_000);
});
