import { expect, test } from "vitest";
import { FIRST_DEFINITION } from "@/lib/definitions/defaults";
import { marksIn, marksWithNotes } from "@/lib/funnel/marks";
import { versionMarks } from "@/lib/funnel/queries/version-marks";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { useDatabase } from "../../support/database";
import { givenWorkspace } from "../../support/workspace";

useDatabase();

test("charts mark where a version of the model or the definition came into force, in the day of the workspace", async () => {
  const house = await givenWorkspace({ timeZone: "Europe/Berlin" });
  // Sunday evening in UTC is Monday in Berlin.
  const publishedAt = new Date("2026-03-15T23:30:00Z");
  await db().scoringModel.create({
    data: {
      id: newId(),
      version: 2,
      status: "published",
      note: "More for webinars",
      document: BALANCED as object,
      createdAt: publishedAt,
      updatedAt: publishedAt,
      publishedAt,
    },
  });
  await db().definition.create({
    data: { version: 2, document: FIRST_DEFINITION as object, createdAt: new Date("2026-03-18T11:00:00Z") },
  });
  const marks = await versionMarks(db(), house.vera);
  expect(marks).toEqual([
    {
      of: "model",
      version: 2,
      on: "2026-03-16",
      month: "2026-03",
      week: "2026-W12",
      monday: "2026-03-16",
      note: "More for webinars",
    },
    {
      of: "definition",
      version: 2,
      on: "2026-03-18",
      month: "2026-03",
      week: "2026-W12",
      monday: "2026-03-16",
      note: null,
    },
  ]);
  expect(marksIn(marks, "week", "2026-W12")).toBe("model 2, definition 2");
  expect(marksWithNotes(marks, "week", "2026-W12")).toBe("model 2: More for webinars; definition 2");
  expect(marksIn(marks, "week", "2026-W11")).toBe("");
  expect(marksIn(marks, "month", null)).toBe("");
});
