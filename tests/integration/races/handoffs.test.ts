import { beforeAll, beforeEach, expect, test } from "vitest";
import {
  acceptHandoff,
  expireHandoffs,
  reassignHandoff,
  rejectHandoff,
  returnHandoff,
  withdrawHandoff,
} from "@/lib/handoffs/commands";
import { db } from "@/lib/platform/db/client";
import { examine } from "@/lib/platform/doctor/examine";
import { newId } from "@/lib/platform/ids";
import type { Caller } from "@/lib/team/viewer";
import { type Chance, chanceOf } from "@/prisma/seed/chance";
import { useDatabase } from "@/tests/support/database";
import { inRounds, rounds, seedOf } from "@/tests/support/rounds";
import {
  given,
  givenLead,
  givenWorkspace,
  handoffOf,
  type Person,
  type TestWorkspace,
} from "@/tests/support/workspace";
import { type Runner, race } from "./race";

useDatabase();

const ROUNDS = rounds("handoff races", 5, 1_000);
const CONTENDERS = 8;

let house: TestWorkspace;
let chance: Chance;

beforeAll(async () => {
  // The real time: the doctor looks at what should have been delivered by now.
  house = await givenWorkspace({ now: new Date() });
  await db().user.updateMany({ where: { role: "rep" }, data: { capacity: 500 } });
});
beforeEach(() => {
  chance = chanceOf(seedOf("handoff races"));
});

const DAY = 86_400_000;

/** Instances read their own clocks: a few milliseconds lie between them, in either direction. */
const as = (viewer: Person): Caller => {
  const caller = house.as(viewer);
  return { ...caller, now: new Date(caller.now.getTime() + chance.whole(-20, 20)) };
};

const nightWatch = (): Caller => ({
  viewer: { kind: "system", id: null, name: "worker" },
  now: new Date(house.now.getTime() + 2 * DAY),
  correlationId: newId(),
});

async function offered() {
  const lead = await givenLead(house);
  await given(house, lead, "demo_requested");
  const handoff = await handoffOf(lead);
  const [rep, other] = [house.sam, house.rosa].sort((a) => (a.id === handoff.assigneeId ? -1 : 1));
  return { lead, id: handoff.id, rep: rep!, other: other! };
}

/** Everything that ends a handoff. */
function endings({ id, rep }: { id: string; rep: Person }) {
  const ending = (name: string, run: () => Promise<unknown>): Runner<string, unknown> => ({ name, run });
  return [
    ending("accepted", () => acceptHandoff(as(rep), id, {})),
    ending("accepted", () => acceptHandoff(as(house.milan), id, {})),
    ending("rejected", () => rejectHandoff(as(rep), id, { reason: "not-ready" })),
    ending("rejected", () => rejectHandoff(as(house.admin), id, { reason: "wrong-fit" })),
    ending("returned", () => returnHandoff(as(rep), id, {})),
    ending("withdrawn", () => withdrawHandoff(as(house.marta), id, {})),
  ];
}

const ENDS = ["accepted", "rejected", "returned", "withdrawn", "expired"];

const endsOf = (handoffId: string) =>
  db().handoffEvent.findMany({ where: { handoffId, kind: { in: ENDS } }, select: { kind: true } });

test(
  `of ${CONTENDERS} answers to one handoff at once exactly one counts, and the others are told which (${ROUNDS} rounds)`,
  async () => {
    for (const _ of inRounds(expect.getState().currentTestName ?? "race", ROUNDS)) {
      const offer = await offered();
      const field = Array.from({ length: CONTENDERS }, () => chance.pick(endings(offer)));
      const { won, lost } = await race(field);
      const handoff = await db().handoff.findUniqueOrThrow({ where: { id: offer.id } });
      expect(won.map(({ name }) => name)).toEqual([handoff.status]);
      expect(await endsOf(offer.id)).toEqual([{ kind: handoff.status }]);
      for (const { error } of lost)
        expect(error).toMatchObject({
          code: "already_answered",
          data: { handoff: { id: offer.id, status: handoff.status } },
        });
    }
    expect(await examine()).toEqual([]);
  },
  30_000 + ROUNDS * 2_000,
);

test(
  `silence, a new assignee and answers at once: one end at most, and whoever lost it is told (${ROUNDS} rounds)`,
  async () => {
    for (const _ of inRounds(expect.getState().currentTestName ?? "race", ROUNDS)) {
      const offer = await offered();
      const { rep, other, id } = offer;
      const { won, lost } = await race<string, unknown>([
        { name: "silence", run: () => expireHandoffs(nightWatch()) },
        { name: "reassigned", run: () => reassignHandoff(as(house.milan), id, { assignee: other.id }) },
        { name: "reassigned", run: () => reassignHandoff(as(house.admin), id, { assignee: rep.id }) },
        ...Array.from({ length: 3 }, () => chance.pick(endings(offer))),
      ]);
      const handoff = await db().handoff.findUniqueOrThrow({ where: { id } });
      const ended = won.map(({ name }) => name).filter((name) => ENDS.includes(name));
      // Silence takes it or leaves it, and complains in neither case.
      expect(won.map(({ name }) => name)).toContain("silence");
      const end = handoff.status === "pending" ? [] : [handoff.status];
      expect(ended).toEqual(handoff.status === "expired" ? [] : end);
      expect((await endsOf(id)).map(({ kind }) => kind)).toEqual(end);
      // Somebody else's handoff (it was reassigned meanwhile) and none at all are the same answer.
      for (const { error } of lost)
        expect(["already_answered", "not_found", "conflict"]).toContain(error.code);
    }
    expect(await examine()).toEqual([]);
  },
  30_000 + ROUNDS * 2_000,
);
