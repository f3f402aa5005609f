import { beforeEach, describe, expect, test } from "vitest";
import { acceptHandoff } from "@/lib/handoffs/commands";
import { editLead } from "@/lib/leads/commands/save";
import {
  TIMELINE_KINDS,
  type TimelineEntry,
  type TimelineKind,
  timeline,
} from "@/lib/leads/queries/timeline";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { answerQualification } from "@/lib/qualification/commands";
import { undoTransition } from "@/lib/stages/commands";
import { useDatabase } from "@/tests/support/database";
import {
  given,
  givenLead,
  givenWorkspace,
  handoffOf,
  later,
  type TestWorkspace,
} from "@/tests/support/workspace";

useDatabase({ each: true });

let house: TestWorkspace;
let lead: string;

beforeEach(async () => {
  house = await givenWorkspace();
  lead = await givenLead(house);
});

const read = async (
  paging: { limit?: number; kinds?: readonly TimelineKind[] } = {},
): Promise<TimelineEntry[]> => (await timeline(db(), house.vera, lead, { limit: 100, ...paging })).data;

const titles = (entries: readonly TimelineEntry[]) => entries.map((entry) => entry.title);

/** A lead that asked for a demo, was accepted, taken back and accepted again, answered and edited. */
async function givenAStory(): Promise<void> {
  later(house, { hours: 1 });
  await given(house, lead, "pricing_viewed", { path: "/pricing" });
  later(house, { hours: 1 });
  await given(house, lead, "demo_requested");
  const handoff = await handoffOf(lead);
  const rep = [house.sam, house.rosa].find(({ id }) => id === handoff.assigneeId)!;
  later(house, { minutes: 2 });
  await acceptHandoff(house.as(rep), handoff.id, {});
  later(house, { seconds: 3 });
  await undoTransition(house.as(rep), lead);
  later(house, { minutes: 1 });
  await acceptHandoff(house.as(rep), handoff.id, {});
  later(house, { minutes: 1 });
  await answerQualification(house.as(rep), lead, {
    need: { value: "Fewer lost leads", evidence: "First call" },
  });
  later(house, { minutes: 1 });
  await editLead(house.as(rep), lead, { title: "Chief of Staff" });
  await db().scoreAdjustment.create({
    data: {
      id: newId(),
      leadId: lead,
      points: -5,
      reason: "Out of office",
      startsOn: house.now,
      createdAt: house.now,
    },
  });
}

describe("the timeline of a lead", () => {
  test("tells everything that happened, newest first, consequences above their cause", async () => {
    await givenAStory();
    const story = titles(await read());
    expect(story.slice(0, 3)).toEqual(["Changed title", "Score adjusted by −5", "BANT · need answered"]);
    expect(story).toContain("Undone: back to MQL");
    const asked = story.indexOf("Asked for a demo");
    expect(story[asked - 1]).toBe("Lead → MQL");
    expect(story[asked - 2]).toMatch(/^Handed to (Sam|Rosa)$/);
    expect(story.at(-1)).toBe("Lead created");
  });

  test("pages of any size add up to the whole, each entry once", async () => {
    await givenAStory();
    const whole = (await read()).map((entry) => entry.id);
    expect(new Set(whole).size).toBe(whole.length);
    for (const limit of [1, 2, 5]) {
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await timeline(db(), house.vera, lead, { limit, cursor });
        paged.push(...page.data.map((entry) => entry.id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(paged).toEqual(whole);
    }
  });

  test("narrowed to a kind it tells exactly those of the whole", async () => {
    await givenAStory();
    const whole = await read();
    for (const kind of TIMELINE_KINDS)
      expect(await read({ kinds: [kind] })).toEqual(whole.filter((entry) => entry.kind === kind));
  });

  test("the first values of a lead are its creation, not an edit", async () => {
    expect((await read()).map(({ kind }) => kind)).toEqual(["transition"]);
  });

  test("says who did it, and nobody where the lead itself or a program did", async () => {
    await givenAStory();
    const accepted = (await read({ kinds: ["handoff"] })).find(({ title }) => title === "Handoff accepted");
    expect(accepted?.actor).toMatch(/^(Sam|Rosa)$/);
  });

  test("a cursor of another list is refused", async () => {
    await expect(timeline(db(), house.vera, lead, { limit: 5, cursor: "WzFd" })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
