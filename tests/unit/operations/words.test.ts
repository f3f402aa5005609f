import { expect, test } from "vitest";
import { workOf } from "@/lib/operations/words";
import { jobs } from "@/lib/platform/jobs/registry";

test("every job says in words what it does", () => {
  const nameless = jobs.map(({ name }) => name).filter((name) => workOf(name) === name);
  expect(nameless).toEqual([]);
});
