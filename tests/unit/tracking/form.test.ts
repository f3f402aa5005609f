import { describe, expect, test } from "vitest";
import { activityOf, askedProperties } from "@/lib/tracking/form";

describe("the form that logs an activity", () => {
  test("reads its day and time on the workspace's clock, in summer as in winter", () => {
    const summer = activityOf({ type: "call_made", on: "2026-07-01", at: "09:30" }, "Europe/Berlin");
    const winter = activityOf({ type: "call_made", on: "2026-12-01", at: "09:30" }, "Europe/Berlin");
    expect(summer.occurredAt).toBe("2026-07-01T07:30:00.000Z");
    expect(winter.occurredAt).toBe("2026-12-01T08:30:00.000Z");
  });

  test("without a day it happened now: the server's clock decides", () => {
    expect(activityOf({ type: "page_viewed", at: "09:30" }, "Europe/Berlin").occurredAt).toBeUndefined();
  });

  test("who began it is told only where somebody must have begun it", () => {
    expect(activityOf({ type: "page_viewed", initiatedBy: "lead" }, "UTC").initiatedBy).toBeUndefined();
    expect(activityOf({ type: "meeting_booked", initiatedBy: "lead" }, "UTC").initiatedBy).toBe("lead");
  });

  test("empty properties do not exist", () => {
    const { properties } = activityOf(
      { type: "content_downloaded", properties: { title: " Handbook ", depth: "", text: undefined } },
      "UTC",
    );
    expect(properties).toEqual({ title: "Handbook" });
  });

  test("every type can carry a note", () => {
    for (const type of ["page_viewed", "call_made", "a type of one's own"])
      expect(askedProperties(type).map(({ key }) => key)).toContain("text");
  });
});
