import { beforeAll, expect, test } from "vitest";
import { acceptHandoff } from "@/lib/handoffs/commands";
import { runImport } from "@/lib/imports/commands";
import { editLead } from "@/lib/leads/commands/save";
import { db } from "@/lib/platform/db/client";
import { examine } from "@/lib/platform/doctor/examine";
import { changeStage, undoTransition } from "@/lib/stages/commands";
import type { Caller } from "@/lib/team/viewer";
import { logActivity } from "@/lib/tracking/commands";
import { type Chance, chanceOf } from "@/prisma/seed/chance";
import { useDatabase } from "@/tests/support/database";
import { givenImport } from "@/tests/support/imports";
import { inRounds, rounds, seedOf } from "@/tests/support/rounds";
import {
  given,
  givenLead,
  givenWorkspace,
  handoffOf,
  type Person,
  stageOf,
  type TestWorkspace,
} from "@/tests/support/workspace";
import { type Runner, race } from "./race";

useDatabase();

const ROUNDS = rounds("lead races", 5, 1_000);
const LONGEST = 30_000 + ROUNDS * 2_000;

let house: TestWorkspace;
let chance: Chance;

beforeAll(async () => {
  // The real time: the doctor looks at what should have been delivered by now.
  house = await givenWorkspace({ now: new Date() });
  chance = chanceOf(seedOf("lead races"));
  await db().user.updateMany({ where: { role: "rep" }, data: { capacity: 500 } });
});

/** Instances read their own clocks: a few milliseconds lie between them, in either direction. */
const as = (viewer: Person): Caller => {
  const caller = house.as(viewer);
  return { ...caller, now: new Date(caller.now.getTime() + chance.whole(-20, 20)) };
};

async function atSales(): Promise<{ lead: string; rep: Person }> {
  const lead = await givenLead(house);
  await given(house, lead, "demo_requested");
  const handoff = await handoffOf(lead);
  const rep = [house.sam, house.rosa].find(({ id }) => id === handoff.assigneeId)!;
  await acceptHandoff(house.as(rep), handoff.id, {});
  return { lead, rep };
}

const BANT = { budget: "20k", authority: "COO", need: "less rework", timeline: "Q2" };

const historyOf = (leadId: string) =>
  db().stageTransition.findMany({ where: { leadId }, orderBy: { seq: "asc" }, select: { toStage: true } });

test(
  `of those who ask for the same move at once one moves the lead, and the others are told where it is (${ROUNDS} rounds)`,
  async () => {
    for (const _ of inRounds(expect.getState().currentTestName ?? "race", ROUNDS)) {
      const { lead, rep } = await atSales();
      const ask = (viewer: Person): Runner<"sql", unknown> => ({
        name: "sql",
        run: () => changeStage(as(viewer), lead, { to: "sql", qualification: BANT }),
      });
      const { won, lost } = await race([rep, rep, rep, house.milan, house.milan, house.admin].map(ask));
      expect(won).toHaveLength(1);
      for (const { error } of lost)
        expect(error).toMatchObject({ code: "illegal_transition", data: { from: "sql", to: "sql" } });
      expect((await historyOf(lead)).map(({ toStage }) => toStage)).toEqual(["lead", "mql", "sal", "sql"]);
    }
    expect(await examine()).toEqual([]);
  },
  LONGEST,
);

test(
  `different moves and an undo at once make one history without gaps, in the order of time (${ROUNDS} rounds)`,
  async () => {
    for (const _ of inRounds(expect.getState().currentTestName ?? "race", ROUNDS)) {
      const { lead, rep } = await atSales();
      const before = (await historyOf(lead)).length;
      const move = (name: string, run: () => Promise<unknown>) => ({ name, run });
      const { won, lost } = await race([
        move("sql", () => changeStage(as(rep), lead, { to: "sql", qualification: BANT })),
        move("opportunity", () =>
          changeStage(as(rep), lead, { to: "opportunity", amount: 90_000, expectedClose: "2030-06-30" }),
        ),
        move("recycled", () => changeStage(as(house.milan), lead, { to: "recycled", reason: "no-budget" })),
        move("undo", () => undoTransition(as(rep), lead)),
        move("undo", () => undoTransition(as(rep), lead)),
        move("activity", () => logActivity(as(rep), lead, { type: "call_made" })),
      ]);
      const moved = won.filter(({ name }) => name !== "activity");
      expect((await historyOf(lead)).length - before).toBe(moved.length);
      for (const { error } of lost)
        expect([
          ...["illegal_transition", "requirements_missing", "undo_too_late", "forbidden", "conflict"],
        ]).toContain(error.code);
      expect((await historyOf(lead)).at(-1)!.toStage).toBe(await stageOf(lead));
    }
    expect(await examine()).toEqual([]);
  },
  LONGEST,
);

test(
  `of those who save the version they read one is stored, and the others are shown it (${ROUNDS} rounds)`,
  async () => {
    for (const _ of inRounds(expect.getState().currentTestName ?? "race", ROUNDS)) {
      const lead = await givenLead(house);
      const { version } = await db().lead.findUniqueOrThrow({ where: { id: lead } });
      const { won, lost } = await race(
        Array.from({ length: 8 }, (_, index) => ({
          name: `Title ${index}`,
          run: () => editLead(as(house.marta), lead, { title: `Title ${index}` }, version),
        })),
      );
      expect(won).toHaveLength(1);
      const [winner] = won;
      for (const { error } of lost)
        expect(error).toMatchObject({
          code: "conflict",
          data: { version: version + 1, current: { title: winner!.name } },
        });
      expect((await db().lead.findUniqueOrThrow({ where: { id: lead } })).title).toBe(winner!.name);
    }
  },
  LONGEST,
);

test(
  `one message id from sixteen clients, to one lead or two, is one activity (${ROUNDS} rounds)`,
  async () => {
    for (const round of inRounds(expect.getState().currentTestName ?? "race", ROUNDS)) {
      const [one, two] = [await givenLead(house), await givenLead(house)];
      const messageId = `round ${round} of the sixteen`;
      const { won, lost } = await race(
        Array.from({ length: 16 }, (_, index) => ({
          name: String(index),
          run: () =>
            logActivity(as(house.marta), index % 4 === 3 ? two : one, { type: "pricing_viewed", messageId }),
        })),
      );
      expect(lost).toEqual([]);
      expect(won.filter(({ value }) => value.created)).toHaveLength(1);
      expect(new Set(won.map(({ value }) => value.activityId)).size).toBe(1);
      expect(await db().activity.count({ where: { messageId } })).toBe(1);
    }
  },
  LONGEST,
);

test(
  `events, edits, answers and an import of the same leads at once wait for each other and never for ever (${ROUNDS} rounds)`,
  async () => {
    for (const round of inRounds(expect.getState().currentTestName ?? "race", ROUNDS)) {
      const leads = await Promise.all(Array.from({ length: 4 }, () => givenLead(house)));
      const emails = await Promise.all(
        leads.map(async (id) => (await db().lead.findUniqueOrThrow({ where: { id } })).email),
      );
      const rows = emails.map((email) => `${email},Director ${round},Harbour Works ${round}`);
      const file = { text: `Email,Job Title,Company\n${rows.join("\n")}\n` };
      const [forwards, backwards] = [
        await givenImport(as(house.marta), file),
        await givenImport(as(house.marta), {
          text: `Email,Job Title,Company\n${rows.toReversed().join("\n")}\n`,
        }),
      ];
      const run = (name: string, work: () => Promise<unknown>) => ({ name, run: work });
      const { lost } = await race([
        run("import", () => runImport(as(house.marta), forwards)),
        run("import", () => runImport(as(house.marta), backwards)),
        ...leads.flatMap((lead) => [
          run("event", () => logActivity(as(house.marta), lead, { type: "demo_requested" })),
          run("edit", () =>
            editLead(as(house.marta), lead, {
              company: { name: `Harbour Works ${round}`, employees: round },
            }),
          ),
        ]),
      ]);
      expect(lost).toEqual([]);
      for (const id of [forwards, backwards])
        expect(await db().import.findUniqueOrThrow({ where: { id } })).toMatchObject({
          status: "done",
          failed: 0,
        });
    }
    expect(await examine()).toEqual([]);
  },
  LONGEST,
);
