import { describe, expect, test, vi } from "vitest";
import { FIRST_DEFINITION } from "@/lib/definitions/defaults";
import { DEFAULT_REASONS } from "@/lib/handoffs/reasons";
import type { House } from "@/lib/progression/snapshot";
import { TEMPLATES, type TemplateKey } from "@/lib/scoring/templates";
import { DEFAULT_ACTIVITY_TYPES } from "@/lib/tracking/catalogue";
import { hire } from "@/prisma/seed/cast";
import { simulate } from "@/prisma/seed/simulate";
import type { World } from "@/prisma/seed/world";

vi.setConfig({ testTimeout: 120_000 });

function houseWith(template: TemplateKey): House {
  return {
    zone: "Europe/Berlin",
    currency: "EUR",
    today: "",
    model: { version: 1, document: TEMPLATES[template].document },
    definition: { version: 1, document: FIRST_DEFINITION },
    exclusions: [],
    activityTypes: new Map(DEFAULT_ACTIVITY_TYPES.map((type) => [type.key, type])),
    reasons: new Map(DEFAULT_REASONS.map((reason) => [reason.code, reason])),
    reps: [],
    marketers: [],
  };
}

let people = 0;

async function told(template: TemplateKey, now: string): Promise<World> {
  const cast = hire(() => `person-${String(++people).padStart(4, "0")}`);
  const surroundings = { taken: new Set<string>(), breathe: async () => {} };
  const { world } = await simulate(houseWith(template), cast, new Date(now), surroundings);
  return world;
}

/** What happened, without the ids that differ each time. */
const digest = (world: World): string[] =>
  world.moments.flatMap(({ caller, facts }) =>
    facts.flatMap((fact) => {
      if (fact.kind === "activity.logged") return `${caller.now.toISOString()} ${fact.activity.type}`;
      if (fact.kind === "stage.changed")
        return `${caller.now.toISOString()} ${caller.viewer.name} ${fact.transition.to}`;
      return fact.kind === "score.changed" ? `${fact.score.total} ${fact.score.reason}` : fact.kind;
    }),
  );

const waiting = (world: World) => world.actors.filter(({ lead }) => lead.handoff?.status === "pending");

describe("the story of the sample", () => {
  test("is the same whenever it is told to the same instant, and nothing of it lies in the future", async () => {
    const now = "2026-11-25T14:03:00Z";
    const [once, again] = [await told("balanced", now), await told("balanced", now)];
    expect(digest(again)).toEqual(digest(once));
    const last = Math.max(...once.moments.map(({ caller }) => caller.now.getTime()));
    expect(last).toBeLessThanOrEqual(Date.parse(now));
    const emails = once.actors.flatMap(({ profile }) => profile.email ?? []);
    expect(new Set(emails).size).toBe(emails.length);
    expect(new Set(once.actors.map(({ lead }) => lead.name)).size).toBe(once.actors.length);
    for (const { domain } of once.companies.values()) expect(domain).toMatch(/^[a-z0-9-]+\.example$/);
  });

  test.each([
    ["a Monday before work", "2026-11-23T05:30:00Z"],
    ["a Friday just before midnight", "2026-11-27T22:59:30Z"],
    ["the night in which the clocks change", "2026-03-29T01:30:00Z"],
  ])("leaves every rep something to answer, in time and late, when it is told on %s", async (_, now) => {
    const world = await told("balanced", now);
    expect(new Set(waiting(world).map(({ lead }) => lead.handoff?.assigneeId)).size).toBe(4);
    const due = waiting(world).map(({ lead }) => lead.handoff!.dueAt! > world.times.now);
    expect(due).toContain(true);
    expect(due).toContain(false);
  });

  test.each(["simple", "fit-and-behaviour", "content-programme"] as const)(
    "can be told under the template %s as well",
    async (template) => {
      const world = await told(template, "2026-11-25T14:03:00Z");
      expect(waiting(world).length).toBeGreaterThan(2);
      expect(new Set(world.actors.map(({ lead }) => lead.stage)).size).toBe(8);
    },
  );
});
