import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { GET } from "@/app/api/v1/openapi.json/route";
import { operations } from "@/app/api/v1/operations";

const ROOT = new URL("../../../app/api/v1/", import.meta.url).pathname;

/** Routes that are documents themselves. */
const DOCUMENTS = ["/api/v1/openapi.json", "/api/v1/scoring-models/schema.json"];

/** "leads/[id]/route.ts" as "/api/v1/leads/{id}". */
const pathOf = (file: string) =>
  `/api/v1/${file.replace(/\/?route\.ts$/, "").replace(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}")}`;

test("every route file is in the documentation, at the address it is served at", () => {
  const files = globSync("**/route.ts", { cwd: ROOT }).map(pathOf);
  const documented = operations.map(({ path }) => path);
  expect([...new Set(documented)].sort()).toEqual(files.filter((path) => !DOCUMENTS.includes(path)).sort());
});

test("no two endpoints share method and path", () => {
  const names = operations.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(names).size).toBe(names.length);
});

test("every POST that makes something honours an Idempotency-Key", () => {
  const makers = operations.filter(({ method, statuses }) => method === "POST" && statuses.includes(201));
  expect(makers.filter(({ idempotent }) => !idempotent).map(({ path }) => path)).toEqual([]);
});

test("the document is OpenAPI 3.1 with a unique operation id, parameters and problems for each endpoint", async () => {
  const document = await GET().json();
  expect(document.openapi).toMatch(/^3\.1\./);
  const described = Object.entries<
    Record<string, { operationId: string; responses: object; parameters?: object[] }>
  >(document.paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation) => ({ path, operation })),
  );
  expect(described).toHaveLength(operations.length);
  expect(new Set(described.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  for (const { path, operation } of described) {
    expect(operation.responses, path).toHaveProperty("default");
    const named = (path.match(/\{\w+\}/g) ?? []).length;
    expect((operation.parameters ?? []).filter((it) => (it as { in: string }).in === "path")).toHaveLength(
      named,
    );
  }
  expect(document.components.schemas).toHaveProperty("Problem");
});
