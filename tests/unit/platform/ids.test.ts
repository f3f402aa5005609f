import { validate, version } from "uuid";
import { expect, test } from "vitest";
import { newId } from "@/lib/platform/ids";

test("ids come in the order in which they were made, none twice, whatever number of them", () => {
  const ids = Array.from({ length: 50_000 }, newId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual([...ids].sort());
  expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
  const told = Number.parseInt(ids[0]!.replaceAll("-", "").slice(0, 12), 16);
  expect(Math.abs(told - Date.now())).toBeLessThan(60_000);
});
