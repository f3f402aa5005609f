import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldDays, rebuildDays } from "@/lib/funnel/commands";
import type { Filters, Grouping } from "@/lib/funnel/dimensions";
import { answer } from "@/lib/funnel/queries/figures";
import { ask, type Question } from "@/lib/funnel/question";
import { dimensionsOf, partsFor, SERIES, seriesFor } from "@/lib/funnel/series";
import { db } from "@/lib/platform/db/client";
import { checks } from "@/lib/platform/doctor/examine";
import { useDatabase } from "@/tests/support/database";
import { type LeadStory, tell } from "./passes";
import { NOW, OWNERS, randomStories } from "./random-stories";

// What is kept of each day against the rows themselves: while every day is marked, numbers are read from the rows (and
// figures.test.ts counts those again in TypeScript); once the days are added up, the same numbers must come from them.

useDatabase();

const viewer = { kind: "system", id: null, name: "test" } as const;
const frame = { timeZone: "America/New_York", now: NOW };
const HORIZON = 30;

const tallied: Question[] = [...SERIES.values()].flatMap(({ question, cut, byReason }) => {
  const asked = {
    ...question,
    ...frame,
    horizonDays: HORIZON,
    period: { from: "2026-01-20", to: "2026-06-30" },
  };
  const cuts: (Grouping | null)[] = [null, "week", "channel"];
  if (cut) cuts.push(cut);
  if (byReason) cuts.push("reason");
  return [
    ...cuts.map((groupBy) => ({ ...asked, groupBy })),
    { ...asked, groupBy: null, filters: { channel: "ads" } },
  ];
});

/** A key of each dimension that some of the stories have. */
const KEYS = {
  channel: "social",
  source: "form",
  campaign: "spring",
  asset: "guide",
  trigger: "score",
  owner: OWNERS[0]!,
  team: "north",
  industry: "retail",
  model: "2",
  definition: "2",
  reason: "not-ready",
  left: "mql",
  pass: "later",
  score: "50–59",
};

/** Each series under filters of its own, one and two, by groupings and with parts that have no value: the ways differ by series. */
const narrowed: Question[] = [...SERIES.values()].flatMap(({ question, population }, index) => {
  const asked = {
    ...question,
    ...frame,
    horizonDays: HORIZON,
    period: { from: "2026-01-20", to: "2026-06-30" },
    groupBy: null,
  };
  const dimensions = dimensionsOf(population);
  const [first, second, third] = [0, 5, 9].map((step) => dimensions[(index + step) % dimensions.length]!);
  const only = (...names: (typeof dimensions)[number][]) =>
    Object.fromEntries(names.filter((name) => name !== "score").map((name) => [name, KEYS[name]])) as Filters;
  return [
    { ...asked, filters: only(first!) },
    { ...asked, filters: only(second!, third!) },
    { ...asked, filters: only("source"), groupBy: "week" as const },
    { ...asked, filters: only("trigger"), timed: false, groupBy: first! },
    { ...asked, timed: false, groupBy: second! },
    { ...asked, filters: only("source"), part: { [third!]: index % 2 ? KEYS[third!] : null } },
  ];
});

const questions: Question[] = [...tallied, ...narrowed];

const kept = async () =>
  (await db().$queryRaw<{ n: number }[]>`select count(*)::int as n from funnel_day`)[0]!.n;
const marked = async () =>
  (await db().$queryRaw<{ n: number }[]>`select count(*)::int as n from funnel_stale`)[0]!.n;

async function whatTheDoctorFinds() {
  const check = checks.find(({ id }) => id === "kept-days-are-their-rows");
  if (!check || !("look" in check)) throw new Error("the check is gone");
  const { look } = check;
  return db().$transaction((tx) => look(tx, { all: true }), { timeout: 60_000 });
}

/** The workspace keeps its days in the zone that the questions are asked in. */
async function givenZone() {
  await db().$executeRaw`
    insert into workspace (id, name, time_zone, currency, set_up_at) values (1, 'Test', ${frame.timeZone}, 'EUR', now())
    on conflict (id) do nothing`;
}

describe("days that are kept", () => {
  test("answer every number that they keep exactly as the rows do, before and after anything changes", async () => {
    await givenZone();
    expect(tallied.every((question) => seriesFor(question) !== null)).toBe(true);
    const byParts = narrowed.filter(
      (question) => seriesFor(question) === null && partsFor(question) !== null,
    );
    expect(byParts.length).toBeGreaterThan(narrowed.length * 0.8);
    await fc.assert(
      fc.asyncProperty(
        randomStories,
        fc.integer({ min: 0, max: changes.length + regroupings.length - 1 }),
        async (stories, change) => {
          await tell(db(), stories);
          const fromRows = await answer(db(), viewer, questions);
          await foldDays();
          expect(await marked()).toBe(0);
          expect(await answer(db(), viewer, questions)).toEqual(fromRows);
          await [...changes, ...regroupings][change]!();
          const mixed = await answer(db(), viewer, questions);
          await foldDays();
          expect(await answer(db(), viewer, questions)).toEqual(mixed);
          expect(await whatTheDoctorFinds()).toEqual({ violations: 0, examples: [] });
          await rebuildDays();
          expect(await answer(db(), viewer, questions)).toEqual(mixed);
        },
      ),
      { numRuns: 6 },
    );
  }, 600_000);

  test("of many durations the quantiles are those of all of them", async () => {
    await givenZone();
    const minute = (day: number, at: number) => new Date(Date.UTC(2026, 1, 1 + day, 12, at));
    const stories = Array.from({ length: 1_500 }, (_, index): LeadStory => {
      const mqlAt = minute(index % 3, index % 7);
      // A few lengths many times over, and a long tail.
      const wait = index % 5 === 0 ? 30 : ((index * 7919) % 1_499) ** 2 / 100;
      const firstContactAt = new Date(mqlAt.getTime() + Math.round(wait * 60_000));
      return { passes: [{ mqlAt, clockStartedAt: mqlAt, contactDueAt: minute(3, 0), firstContactAt }] };
    });
    await tell(db(), stories);
    const asked = questions.filter(({ kpi: name, groupBy }) => name === "speed-to-lead" && groupBy === null);
    const fromRows = await db().$transaction(async (tx) => {
      await tx.$executeRaw`update workspace set time_zone = 'UTC' where id = 1`;
      const answered = await answer(tx, viewer, asked);
      await tx.$executeRaw`update workspace set time_zone = ${frame.timeZone} where id = 1`;
      return answered;
    });
    await foldDays();
    expect(await answer(db(), viewer, asked)).toEqual(fromRows);
  });

  test("a question that they cannot answer exactly is left to the rows", () => {
    const asked = ask({
      ...frame,
      kpi: "mql-to-sal",
      basis: "cohort",
      period: { from: "2026-01-20", to: "2026-06-30" },
    });
    expect(seriesFor({ ...asked, filters: { channel: "ads" } })).not.toBeNull();
    for (const filters of [{ owner: "x" }, { source: "x" }, { channel: "ads", campaign: "x" }]) {
      expect(seriesFor({ ...asked, filters })).toBeNull();
      expect(partsFor({ ...asked, filters })).not.toBeNull();
    }
    expect(seriesFor({ ...asked, groupBy: "owner" })).toBeNull();
    expect(seriesFor({ ...asked, part: { month: "2026-02" } })).toBeNull();
    expect(partsFor({ ...asked, part: { month: "2026-02" } })).toBeNull();
  });

  test("the doctor finds a day that was changed behind its back", async () => {
    await foldDays();
    expect(await kept()).toBeGreaterThan(0);
    const faults = [
      () =>
        db()
          .$executeRaw`update funnel_day set counted = counted + 1 where (series, day) in (select series, day from funnel_day limit 1)`,
      () =>
        db()
          .$executeRaw`update funnel_part set members = ~members where ctid = (select max(ctid) from funnel_part)`,
      () => db().$executeRaw`delete from funnel_part where ctid = (select max(ctid) from funnel_part)`,
      () =>
        db()
          .$executeRaw`update funnel_verdict set counted = ~counted where ctid = (select max(ctid) from funnel_verdict where counted is not null)`,
    ];
    for (const fault of faults) {
      expect(await fault()).toBeGreaterThan(0);
      expect((await whatTheDoctorFinds()).violations).toBeGreaterThan(0);
      await rebuildDays();
      expect((await whatTheDoctorFinds()).violations).toBe(0);
    }
  });

  test("whatever changes only which part a row belongs to marks its days", async () => {
    await givenZone();
    await tell(db(), fc.sample(randomStories, { numRuns: 3, seed: 27 }).flat());
    await foldDays();
    for (const change of regroupings) {
      await change();
      // Unmarked days are held against their rows.
      expect(await whatTheDoctorFinds()).toEqual({ violations: 0, examples: [] });
      expect(await marked()).toBeGreaterThan(0);
      await foldDays();
    }
  });

  test("a marker of a transaction that is under way is not taken away before it can be seen", async () => {
    await foldDays();
    const pass = await db().pass.findFirstOrThrow();
    await db().$transaction(async (tx) => {
      await tx.pass.update({ where: { id: pass.id }, data: { scoreAtMql: pass.scoreAtMql + 1 } });
      await foldDays();
    });
    expect(await marked()).toBeGreaterThan(0);
    await foldDays();
    expect(await marked()).toBe(0);
    expect((await whatTheDoctorFinds()).violations).toBe(0);
  });
});

/** What can happen to passes behind the numbers: each by a statement of its own. */
const changes: readonly (() => Promise<unknown>)[] = [
  () =>
    db()
      .$executeRaw`update pass set sal_at = mql_at + interval '1 day', handed_at = coalesce(handed_at, mql_at) where sal_at is null`,
  () =>
    db()
      .$executeRaw`update pass set closed_at = mql_at + interval '40 days', close_kind = 'recycled', closed_from = 'mql' where closed_at is null`,
  () =>
    db().$executeRaw`update handoff set seen_at = opened_at, reason_code = reason_code where seen_at is null`,
  () =>
    db()
      .$executeRaw`update lead set binned_at = now() where id in (select lead_id from pass order by id limit 3)`,
  () =>
    db()
      .$executeRaw`update opportunity set status = 'won', actual_close = '2026-03-03', lost_reason = null where status = 'open'`,
  () =>
    db()
      .$executeRaw`update pass set first_contact_at = clock_started_at + interval '1 hour' where first_contact_at is null`,
  () =>
    db()
      .$executeRaw`update pass set mql_at = mql_at - interval '1 day', channel = 'ads', clocks = not clocks`,
];

/** What moves rows from one part of a number to another. */
const regroupings: readonly (() => Promise<unknown>)[] = [
  () => db().$executeRaw`update pass set source = 'fair', owner_id = ${OWNERS[1]}::uuid where number = 1`,
  () =>
    db()
      .$executeRaw`update pass set team = 'south', score_at_mql = 55, trigger = 'manual', model_version = 3`,
  () =>
    db()
      .$executeRaw`update pass set campaign = null, asset = 'film', industry = 'media', definition_version = 9`,
  () => db().$executeRaw`update handoff set assignee_id = ${OWNERS[1]}::uuid, answered_by = null`,
  () => db().$executeRaw`update opportunity set owner_id = ${OWNERS[1]}::uuid`,
];
