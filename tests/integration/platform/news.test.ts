import { afterEach, describe, expect, test } from "vitest";
import { openHandoff, reassignHandoff } from "@/lib/handoffs/commands";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { announce } from "@/lib/platform/realtime/announce";
import { newsStream } from "@/lib/platform/realtime/stream";
import { closeWire } from "@/lib/platform/realtime/wire";
import type { Viewer } from "@/lib/team/viewer";
import { useDatabase } from "@/tests/support/database";
import { given, givenLead, givenWorkspace, handoffOf } from "@/tests/support/workspace";

useDatabase({ each: true });

const streams: AbortController[] = [];
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.abort();
  await closeWire();
});

/** What a screen of this viewer hears, event by event ("live true", "handoff"); null at the end. */
function listening(viewer: Viewer): { next: () => Promise<string | null>; close: () => void } {
  const ended = new AbortController();
  streams.push(ended);
  const response = newsStream({ viewer, signal: ended.signal, mayStay: async () => true });
  const reader = response.body!.getReader();
  const heard: string[] = [];
  let text = "";
  async function next(): Promise<string | null> {
    while (heard.length === 0) {
      const { done, value } = await reader.read();
      if (done) return null;
      text += new TextDecoder().decode(value);
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const [, topic, data] = /^event: (.*)\ndata:(.*)$/.exec(block) ?? [];
        if (topic) heard.push(`${topic} ${data!.trim()}`.trim());
      }
    }
    return heard.shift()!;
  }
  return { next, close: () => ended.abort() };
}

const rep = (id: string): Viewer => ({
  kind: "user",
  id,
  name: "Sam",
  email: "sam@relay.example",
  role: "rep",
});

describe("news", () => {
  test("leave with their transaction: a rollback is never heard of", async () => {
    const sam = listening(rep("a"));
    expect(await sam.next()).toBe("live true");
    await transaction(async (tx) => {
      await announce(tx, "handoff", ["a"]);
      throw new Error("not after all");
    }).catch(() => undefined);
    await transaction((tx) => announce(tx, "alert", ["a"]));
    expect(await sam.next()).toBe("alert");
  });

  test("of many people at once reach each of them", async () => {
    const many = Array.from({ length: 450 }, (_, index) => `user-${index}`);
    const [first, last] = [listening(rep("user-0")), listening(rep("user-449"))];
    expect([await first.next(), await last.next()]).toEqual(["live true", "live true"]);
    await transaction((tx) => announce(tx, "alert", many));
    expect([await first.next(), await last.next()]).toEqual(["alert", "alert"]);
  });

  test("are heard again after the connection was lost, and the gap is told", async () => {
    const sam = listening(rep("a"));
    expect(await sam.next()).toBe("live true");
    await db().$queryRaw`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'baton news' and datname = current_database()`;
    expect(await sam.next()).toBe("live false");
    expect(await sam.next()).toBe("live true");
    await transaction((tx) => announce(tx, "handoff", ["a"]));
    expect(await sam.next()).toBe("handoff");
  });

  test("end with the process", async () => {
    const sam = listening(rep("a"));
    expect(await sam.next()).toBe("live true");
    await closeWire();
    expect(await sam.next()).toBeNull();
  });
});

test("a new handoff is told to its assignee and to managers, a reassignment also to whom it left, others hear nothing", async () => {
  const house = await givenWorkspace();
  const [sam, rosa, milan] = [listening(house.sam), listening(house.rosa), listening(house.milan)];
  for (const screen of [sam, rosa, milan]) expect(await screen.next()).toBe("live true");
  const lead = await givenLead(house);
  await given(house, lead, "content_downloaded", { depth: "BoFu" });
  await given(house, lead, "pricing_viewed");
  await openHandoff(house.as(house.marta), lead, { assignee: house.sam.id });
  expect([await sam.next(), await milan.next()]).toEqual(["handoff", "handoff"]);
  // Rosa's first news is her own: she has not heard of Sam's.
  await transaction((tx) => announce(tx, "alert", [house.rosa.id]));
  expect(await rosa.next()).toBe("alert");
  await reassignHandoff(house.as(house.milan), (await handoffOf(lead)).id, { assignee: house.rosa.id });
  expect([await sam.next(), await rosa.next()]).toEqual(["handoff", "handoff"]);
});
